"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { NameField } from "./fields";

type Props = { action: FormAction; secret: string; email: string; leadsTo: "confirm" | "sign-in" | "sign-up" };

const headings = { confirm: "Confirm your address", "sign-in": "Sign in", "sign-up": "Choose a name" };
const buttons = { confirm: "This address is mine", "sign-in": "Sign in", "sign-up": "Make the account" };

/** The last step of whoever comes by a mail's link. */
export function ArrivalForm({ action, secret, email, leadsTo }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <h1>{headings[leadsTo]}</h1>
      <p>
        {leadsTo === "sign-up" ? "You are new here, by the address " : "The link was sent to "}
        <strong>{email}</strong>.
      </p>
      <FormNotice state={state} />
      <input type="hidden" name="secret" value={secret} />
      {leadsTo === "sign-up" && <NameField state={state} />}
      <Button kind="main" disabled={pending}>
        {buttons[leadsTo]}
      </Button>
    </form>
  );
}
