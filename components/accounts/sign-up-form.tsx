"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { NameField, NewPasswordField } from "./fields";
import { type Carried, CarriedFields } from "./sign-in-form";

export function SignUpForm({ action, carried }: { action: FormAction; carried: Carried }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <CarriedFields {...carried} />
      <NameField state={state} />
      <NewPasswordField state={state} />
      <Button kind="main" disabled={pending}>
        Make the account
      </Button>
    </form>
  );
}
