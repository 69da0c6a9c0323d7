"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./forms.module.css";

type UndoProps = {
  /** The id of the log's row. */
  decision: string;
  action: FormAction;
  next: string;
};

/** Undoes one decision; for those who may. */
export function UndoForm({ decision, action, next }: UndoProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit} className={styles.apart}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={decision} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="Why it is undone"
        name="reason.text"
        id={`undo-${decision}`}
        hint="You may leave it empty. Everybody can read it on the public log."
        error={faultIn(state, "reason.text")}
      >
        {(props) => <textarea {...props} rows={2} maxLength={2000} defaultValue={typedIn(state, "reason.text")} />}
      </Field>
      <Button type="submit" disabled={pending}>
        Undo this decision
      </Button>
    </form>
  );
}
