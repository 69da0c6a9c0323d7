"use client";

import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice, Notice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { type Claim, outcomeWords, resolutionOutcomes, resolutionReasonsLimit } from "@/lib/claims/claims";
import { countedStates } from "@/lib/contributions/contributions";
import type { Choosable } from "@/lib/curation/claim-desk";
import { faultIn, typedIn } from "@/lib/form-state";
import forms from "../forms.module.css";
import { Choice } from "./choice";
import { VersionField } from "./wording-fields";

type ResolveProps = {
  claim: Pick<Claim, "id" | "version" | "kind" | "resolvesOn" | "resolution">;
  choosable: Choosable[];
  whyNot: string | null;
  action: FormAction;
};

/** Says what a claim was found to be, and why. */
export function ResolveForm({ claim, choosable, whyNot, action }: ResolveProps) {
  const { state, submit, pending } = useForm(action);
  const { resolution } = claim;
  const outcome = typedIn(state, "outcome", resolution?.outcome ?? "");
  const newer = state.status === "refused" ? state.details?.replaces : undefined;
  const replaces = newer === undefined ? (resolution?.decision ?? "") : (newer ?? "");
  const restsOn = new Set(resolution?.restsOn.map(({ id }) => id));
  const counted = choosable.filter((it) => countedStates.includes(it.state));
  return (
    <Composer title={resolution ? "Resolve it anew" : "Resolve it"} id="resolve" open={state.status === "refused"}>
      {whyNot ? (
        <Notice>{whyNot}</Notice>
      ) : (
        <form action={submit}>
          <p>
            A resolution says what the evidence shows, in your judgement and with your reasons. It stands beside the
            tally and changes no vote. It can be taken back, and the log keeps it.
            {claim.resolvesOn && ` The day of this prediction is ${claim.resolvesOn}.`}
          </p>
          <FormNotice state={state} />
          <input type="hidden" name="id" value={claim.id} />
          <VersionField state={state} claim={claim} />
          <input key={String(replaces)} type="hidden" name="replaces" value={String(replaces)} />
          <fieldset className={forms.choices} key={outcome}>
            <legend>What it was found to be</legend>
            {faultIn(state, "outcome") && <p className={forms.error}>{faultIn(state, "outcome")}</p>}
            {resolutionOutcomes.map((one) => (
              <label key={one}>
                <input type="radio" name="outcome" value={one} required defaultChecked={outcome === one} />
                <span>{outcomeWords[one]}</span>
              </label>
            ))}
          </fieldset>
          <Field
            label="Reasons"
            name="reasons"
            id="resolve-reasons"
            hint="What you looked at, and how the outcome follows from it. Everybody reads them."
            error={faultIn(state, "reasons")}
          >
            {(props) => (
              <textarea
                {...props}
                rows={6}
                maxLength={resolutionReasonsLimit}
                required
                defaultValue={typedIn(state, "reasons", resolution?.reasons ?? "")}
              />
            )}
          </Field>
          {counted.length > 0 && (
            <fieldset className={forms.choices}>
              <legend>What it rests on, if it is attached here</legend>
              {faultIn(state, "contributions") && <p className={forms.error}>{faultIn(state, "contributions")}</p>}
              {counted.map((it) => (
                <Choice key={it.id} it={it} state={state} chosenBefore={restsOn.has(it.id)} />
              ))}
            </fieldset>
          )}
          <Button type="submit" kind="main" disabled={pending}>
            Resolve the claim
          </Button>
        </form>
      )}
    </Composer>
  );
}
