"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { type Flagging, flagReasons } from "@/lib/curation/reasons";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./forms.module.css";

/** Tells the curators what is wrong with a contribution. */
export function FlagForm({ id, given, action }: { id: string; given: Flagging["own"]; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  const chosen = typedIn(state, "reason", given?.reason);
  const error = faultIn(state, "reason");
  const log = state.status === "refused" && typeof state.details?.log === "string" ? state.details.log : null;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      {log && <a href={log}>What was decided, on the public log</a>}
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
        {(props) => (
          <textarea {...props} rows={4} maxLength={2000} defaultValue={typedIn(state, "text", given?.text)} />
        )}
      </Field>
      <Button type="submit" kind="main" disabled={pending}>
        Tell the curators
      </Button>
    </form>
  );
}
