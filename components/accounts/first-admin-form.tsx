"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { NameField, NewPasswordField } from "./fields";

type Props = { action: FormAction; secret: string };

export function FirstAdminForm({ action, secret }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="secret" value={secret} />
      <NameField state={state} />
      <NewPasswordField state={state} />
      <Button kind="main" disabled={pending}>
        Make the account
      </Button>
    </form>
  );
}

export function BecomeAdminForm({ action, secret }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="secret" value={secret} />
      <Button kind="main" disabled={pending}>
        Make my account the admin
      </Button>
    </form>
  );
}
