"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";

type MergeFormProps = {
  contribution: { id: string; version: number };
  target: { id: string };
  action: FormAction;
  next: string;
};

/** Merges one contribution into another, which was looked at before. */
export function MergeForm({ contribution, target, action, next }: MergeFormProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={contribution.id} />
      <input type="hidden" name="version" value={contribution.version} />
      <input type="hidden" name="to" value="merged" />
      <input type="hidden" name="mergedInto" value={target.id} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="In your words"
        name="reason.text"
        hint="You may leave it empty. Everybody can read it on the public log, and its author is told."
        error={faultIn(state, "reason.text")}
      >
        {(props) => <textarea {...props} rows={2} maxLength={2000} defaultValue={typedIn(state, "reason.text")} />}
      </Field>
      <Button type="submit" kind="main" disabled={pending}>
        Merge it into the other one
      </Button>
      <p className="quiet">
        What people found of it counts for the other one, once a person. What answers it moves there, and its address
        leads there. An undo puts all of it back.
      </p>
    </form>
  );
}
