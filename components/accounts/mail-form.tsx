"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import { type Carried, CarriedFields } from "./sign-in-form";

/** Asks for a mail with a link in it: to sign in by, or to confirm an address. */
export function MailForm({ action, carried, verb }: { action: FormAction; carried?: Carried; verb: string }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {carried && <CarriedFields {...carried} />}
      <Field
        label="Mail address"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={typedIn(state, "email")}
        error={faultIn(state, "email")}
      />
      <Button type="submit" disabled={pending}>
        {verb}
      </Button>
    </form>
  );
}
