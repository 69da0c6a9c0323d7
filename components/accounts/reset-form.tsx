"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { NewPasswordField } from "./fields";

export function ResetForm({ action, secret }: { action: FormAction; secret: string }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="secret" value={secret} />
      <NewPasswordField state={state} label="New password" />
      <Button kind="main" disabled={pending}>
        Set it and sign in
      </Button>
    </form>
  );
}
