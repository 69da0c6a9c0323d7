"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { appealTextLimit } from "@/lib/curation/appeals";
import { faultIn, typedIn } from "@/lib/form-state";

type AppealFormProps = {
  id: string;
  /** It was removed: then the words stay off the log, which would bring back what was taken down. */
  removed: boolean;
  action: FormAction;
};

export function AppealForm({ id, removed, action }: AppealFormProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <Field
        label="What did the decision get wrong?"
        name="text"
        hint={
          removed
            ? "That you appealed, and the answer, stand on the public log. Your words are read by moderators only, unless the one who answers finds that they repeat nothing of what was removed."
            : "Everybody can read this on the public log, and the answer to it. Your name doesn't stand there."
        }
        error={faultIn(state, "text")}
      >
        {(props) => (
          <textarea {...props} rows={8} maxLength={appealTextLimit} required defaultValue={typedIn(state, "text")} />
        )}
      </Field>
      <Button type="submit" kind="main" disabled={pending}>
        Appeal
      </Button>
    </form>
  );
}
