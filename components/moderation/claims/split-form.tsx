"use client";

import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { Claim } from "@/lib/claims/claims";
import type { Choosable } from "@/lib/curation/claim-desk";
import { faultIn, typedIn } from "@/lib/form-state";
import forms from "../forms.module.css";
import { Choice } from "./choice";
import styles from "./claim-desk.module.css";
import { ReasonField, VersionField, WordingFields } from "./wording-fields";

type SplitProps = {
  claim: Pick<Claim, "id" | "version" | "statement" | "kind" | "resolvesOn" | "quote">;
  choosable: Choosable[];
  more: boolean;
  action: FormAction;
};

/** Lets a part of a claim stand by itself. */
export function SplitForm({ claim, choosable, more, action }: SplitProps) {
  const { state, submit, pending } = useForm(action);
  const fault = faultIn(state, "contributions");
  return (
    <Composer title="Split it" id="split" open={state.status === "refused"}>
      <form action={submit}>
        <p>
          A part of it becomes a claim of its own, right after this one. What you choose goes there with all that
          answers it. Votes stay here: they were about the whole.
        </p>
        <FormNotice state={state} />
        <input type="hidden" name="id" value={claim.id} />
        <VersionField state={state} claim={claim} />
        <fieldset className={styles.part}>
          <legend>The new claim</legend>
          <WordingFields id="split" state={state} wording={{ ...claim, statement: "" }} label="What it says" />
          <Field
            label="Its passage"
            name="quote"
            id="split-quote"
            hint="The essay's words that say it: a part of the passage of this claim, as it stands there."
            error={faultIn(state, "quote")}
          >
            {(props) => (
              <textarea
                {...props}
                rows={4}
                maxLength={2000}
                defaultValue={typedIn(state, "quote", claim.quote.exact)}
              />
            )}
          </Field>
        </fieldset>
        {choosable.length > 0 && (
          <fieldset className={forms.choices}>
            <legend>What goes along</legend>
            {fault && <p className={forms.error}>{fault}</p>}
            {choosable.map((it) => (
              <Choice key={it.id} it={it} state={state} />
            ))}
            {more && <p>There is more than can be chosen here. The API takes any by its id.</p>}
          </fieldset>
        )}
        <fieldset className={styles.part}>
          <legend>What is left here</legend>
          <WordingFields id="split" prefix="rest." state={state} wording={claim} label="What this claim says now" />
        </fieldset>
        <ReasonField id="split" state={state} />
        <Button type="submit" kind="main" disabled={pending}>
          Split the claim
        </Button>
      </form>
    </Composer>
  );
}
