"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";

/** Where to go, and what to do there, once signed in: it travels with every form of the page. */
export type Carried = { next: string; intent: string };

export const CarriedFields = ({ next, intent }: Carried) => (
  <>
    <input type="hidden" name="next" value={next} />
    {intent && <input type="hidden" name="intent" value={intent} />}
  </>
);

export function SignInForm({ action, carried }: { action: FormAction; carried: Carried }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <CarriedFields {...carried} />
      <Field
        label="Name"
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={typedIn(state, "name")}
        error={faultIn(state, "name")}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={faultIn(state, "password")}
      />
      <Button kind="main" disabled={pending}>
        Sign in
      </Button>
    </form>
  );
}
