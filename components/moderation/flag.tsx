"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { flagReasons } from "@/lib/curation/reasons";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./forms.module.css";

/** Tells the curators what is wrong with a contribution. */
export function FlagForm({ id, action }: { id: string; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  const chosen = typedIn(state, "reason");
  const error = faultIn(state, "reason");
  if (state.status === "done") return <FormNotice state={state} />;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <fieldset className={styles.choices} aria-describedby={error ? "reason-error" : undefined}>
        <legend>What is wrong with it?</legend>
        {Object.entries(flagReasons).map(([reason, words]) => (
          <label key={reason}>
            <input type="radio" name="reason" value={reason} defaultChecked={chosen === reason} /> {words}
          </label>
        ))}
        {error && (
          <p id="reason-error" className={styles.error}>
            {error}
          </p>
        )}
      </fieldset>
      <Field
        label="In your words"
        name="text"
        hint="Only curators read this, with your name. Needed where it is something else."
        error={faultIn(state, "text")}
      >
        {(props) => <textarea {...props} rows={4} maxLength={2000} defaultValue={typedIn(state, "text")} />}
      </Field>
      <Button type="submit" kind="main" disabled={pending}>
        Tell the curators
      </Button>
    </form>
  );
}
