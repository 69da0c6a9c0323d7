"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import { type QuoteCheck, quoteCheckWords } from "@/lib/sources/sources";
import styles from "./source-check.module.css";

type CheckQuoteProps = {
  contribution: { id: string; version: number };
  quoteCheck: QuoteCheck;
  action: FormAction;
  next: string;
};

const results = [
  ["verified", "It says just this"],
  ["paraphrase", "It says this in other words"],
  ["failed", "It does not say this"],
] as const;

/** What a curator found of an excerpt in its source: a button each. */
export function CheckQuoteForm({ contribution, quoteCheck, action, next }: CheckQuoteProps) {
  const { state, submit, pending } = useForm(action);
  const id = `quote-${contribution.id}`;
  return (
    <form action={submit}>
      <input type="hidden" name="id" value={contribution.id} />
      <input type="hidden" name="version" value={contribution.version} />
      <input type="hidden" name="next" value={next} />
      <FormNotice state={state} />
      {state.status === "refused" && state.code === "contribution.stale" && <a href={next}>Show it as it is now</a>}
      <fieldset>
        <legend>
          Does the source say it? <span className="quiet">Now: {quoteCheckWords[quoteCheck].label}</span>
        </legend>
        <div className={styles.results}>
          {results.map(([result, label]) => (
            <Button
              key={result}
              type="submit"
              name="result"
              value={result}
              disabled={pending}
              aria-pressed={quoteCheck === result}
            >
              {label}
            </Button>
          ))}
        </div>
        <details open={faultIn(state, "reason.text") !== undefined}>
          <summary>Add a note: where it stands, or what it says instead</summary>
          <Field
            label="Note"
            name="reason.text"
            id={`${id}-note`}
            hint="Everybody can read this on the public log."
            error={faultIn(state, "reason.text")}
          >
            {(props) => <textarea {...props} rows={2} maxLength={2000} defaultValue={typedIn(state, "reason.text")} />}
          </Field>
        </details>
      </fieldset>
    </form>
  );
}
