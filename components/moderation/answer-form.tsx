"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { appealTextLimit } from "@/lib/curation/appeals";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./forms.module.css";

type AnswerFormProps = {
  id: string;
  /** The author's words are kept off the log so far. */
  hidden: boolean;
  /** The state that stays where the appeal is denied. */
  back: string;
  action: FormAction;
};

/** Answers an appeal. Without JavaScript it works the same. */
export function AnswerForm({ id, hidden, back, action }: AnswerFormProps) {
  const { state, submit, pending } = useForm(action);
  const chosen = typedIn(state, "outcome");
  const outcomeFault = faultIn(state, "outcome");
  const publish = state.status === "refused" ? "publish" in state.values : !hidden;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <fieldset className={styles.choices} aria-describedby={outcomeFault ? `${id}-outcome-error` : undefined}>
        <legend>Your answer</legend>
        <label>
          <input type="radio" name="outcome" value="upheld" required defaultChecked={chosen === "upheld"} />
          <span>
            Uphold the appeal<small>The state before the decision is put back.</small>
          </span>
        </label>
        <label>
          <input type="radio" name="outcome" value="denied" required defaultChecked={chosen === "denied"} />
          <span>
            Deny the appeal<small>It stays {back}. There is no second appeal.</small>
          </span>
        </label>
        {outcomeFault && (
          <p id={`${id}-outcome-error`} className={styles.error}>
            {outcomeFault}
          </p>
        )}
      </fieldset>
      <Field
        label="Why"
        name="text"
        id={`${id}-text`}
        hint="Everybody can read this on the public log; its author and whoever decided are told."
        error={faultIn(state, "text")}
      >
        {(props) => (
          <textarea {...props} rows={5} maxLength={appealTextLimit} required defaultValue={typedIn(state, "text")} />
        )}
      </Field>
      <p className={styles.choices}>
        <label>
          <input type="checkbox" name="publish" defaultChecked={publish} />
          <span>
            Show the author’s words on the log
            <small>Not where they expose somebody, or repeat what was removed.</small>
          </span>
        </label>
      </p>
      <Button type="submit" kind="main" disabled={pending}>
        Answer
      </Button>
    </form>
  );
}
