"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ListedReason, ReasonList } from "@/lib/curation/reasons";
import { faultIn, typedIn } from "@/lib/form-state";
import styles from "./reasons-editor.module.css";

type ReasonFormProps = {
  list: ReasonList;
  reason: ListedReason;
  first: boolean;
  last: boolean;
  action: FormAction;
};

/** One reason: its wording, its place, and whether it can be chosen. */
export function ReasonForm({ list, reason: { code, label, retired }, first, last, action }: ReasonFormProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit} className={styles.reason}>
      {state.status === "refused" && <FormNotice state={state} />}
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="was" value={label} />
      <Field
        label={`Wording of ${code}`}
        name="label"
        id={`${list}-${code}`}
        maxLength={120}
        required
        readOnly={retired}
        defaultValue={typedIn(state, "label", label)}
        error={faultIn(state, "label")}
      />
      <div className={styles.verbs}>
        {retired ? (
          <Button type="submit" name="verb" value="restore" disabled={pending}>
            Offer it again
          </Button>
        ) : (
          <>
            <Button type="submit" name="verb" value="word" disabled={pending}>
              Save the wording
            </Button>
            {!first && (
              <Button type="submit" name="verb" value="up" formNoValidate disabled={pending}>
                Up
              </Button>
            )}
            {!last && (
              <Button type="submit" name="verb" value="down" formNoValidate disabled={pending}>
                Down
              </Button>
            )}
            {code !== "other" && (
              <Button type="submit" name="verb" value="retire" formNoValidate disabled={pending}>
                Retire
              </Button>
            )}
          </>
        )}
      </div>
    </form>
  );
}
