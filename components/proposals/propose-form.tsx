"use client";

import { Passage } from "@/components/claims/passage";
import { DraftKeeper } from "@/components/editor/draft-keeper";
import { PlaceChoice } from "@/components/essays/place-choice";
import { WordingFields } from "@/components/moderation/claims/wording-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNotice, Notice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { faultIn, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { type Proposing, proposedPassageLimit, type Similar, waitingAtMost } from "@/lib/proposals/proposals";
import styles from "./proposals.module.css";
import { SimilarClaims } from "./similar";
import { SupportsField } from "./supports-field";

type ProposeProps = {
  proposing: Proposing;
  /** The passage as it stood in the address. */
  asked: string;
  /** The essay's claims, of which it may support one. */
  claims: { id: string; statement: string }[];
  action: FormAction;
};

/** The form that proposes a claim of a passage. Whatever refuses it, it comes back as it was typed. */
export function ProposeForm({ proposing, asked, claims, action }: ProposeProps) {
  const { state, submit, pending } = useForm(action);
  const { essay, quote, waiting } = proposing;
  const fault =
    faultIn(state, "quote.exact") ?? faultIn(state, "quote") ?? (state.status === "idle" ? proposing.fault : null);
  const similar = state.status === "refused" && state.code === "proposal.similar" ? similarIn(state.details) : null;
  const chosen = fault ? null : quote;
  return (
    <>
      <p className="quiet">
        <a href={paths.essayText(essay.slug)}>{essay.title.split(": ")[0]}</a>
      </p>
      <h1>Propose a claim</h1>
      <p>
        A claim is one proposition of the essay that people can vote on and argue. A moderator looks at what you
        propose; you read in your inbox what becomes of it.
      </p>
      {waiting >= waitingAtMost && (
        <Notice>
          {waiting} of your proposals wait for a moderator, which is as many as can.{" "}
          <a href={paths.proposals}>Look at them</a>
        </Notice>
      )}
      <form action={submit} className={styles.form}>
        <FormNotice state={state} />
        {similar && <SimilarClaims claims={similar} words="This is my claim" />}
        <input type="hidden" name="essay" value={essay.slug} />
        {chosen ? (
          <>
            <h2>The passage</h2>
            <Passage quote={chosen}>
              <a href={paths.essayText(essay.slug)}>choose another</a>
            </Passage>
            <input type="hidden" name="quote.exact" value={chosen.exact} />
            <input type="hidden" name="quote.prefix" value={chosen.prefix} />
            <input type="hidden" name="quote.suffix" value={chosen.suffix} />
          </>
        ) : (
          <Field
            label="The passage"
            name="quote.exact"
            id="passage"
            hint="The essay's own words, as they stand in its text."
            error={fault ?? undefined}
          >
            {(props) => (
              <textarea
                {...props}
                rows={4}
                maxLength={proposedPassageLimit}
                required
                defaultValue={typedIn(state, "quote.exact", asked)}
              />
            )}
          </Field>
        )}
        <PlaceChoice state={state} />
        {chosen && !similar && proposing.similar.length > 0 && (
          <>
            <p>Claims that were made of these words already:</p>
            <SimilarClaims claims={proposing.similar} words="This is my claim" />
          </>
        )}
        <WordingFields
          id="proposal"
          state={state}
          wording={{ statement: "", kind: "fact", resolvesOn: null }}
          label="What the essay claims here"
        />
        <SupportsField id="proposal" state={state} claims={claims} chosen="" />
        <div className={styles.choice}>
          <Button kind="main" type="submit" disabled={pending}>
            Propose this claim
          </Button>
          {similar && (
            <Button type="submit" name="despite" value="similar" disabled={pending}>
              None of these is mine: propose it all the same
            </Button>
          )}
        </div>
        <DraftKeeper draftKey={`proposal:${essay.slug}:${asked.slice(0, 80)}`} state={state} />
      </form>
    </>
  );
}

const similarIn = (details: Record<string, unknown> | undefined): Similar[] =>
  Array.isArray(details?.similar) ? (details.similar as Similar[]) : [];
