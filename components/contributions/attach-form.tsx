"use client";
import { useId, useState } from "react";
import { BodyField } from "@/components/editor/body-field";
import { DraftKeeper } from "@/components/editor/draft-keeper";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ContributionKind, Stance } from "@/lib/contributions/contributions";
import { typedIn } from "@/lib/form-state";
import styles from "./attach-form.module.css";
import { Composer } from "./composers";
import { AllTheSame, SeeFirst } from "./despite";
import { SourceFields } from "./source-fields";

type Props = {
  action: FormAction;
  /** What it is folded behind, and the fragment that leads to it. */
  title: string;
  place: string;
  claimId: string;
  /** What went into the claim: a draft for one of those is one for this. */
  formerIds?: string[];
  /** The contribution it answers; null for the claim itself. */
  parentId?: string | undefined;
  kind: ContributionKind;
  /** Where evidence begins; its author may turn it. */
  stance?: Stance;
};

/** The form that attaches evidence or a rebuttal. Whatever refuses it, it comes back open and as it was typed. */
export function AttachForm({ action, title, place, claimId, formerIds, parentId, kind, stance = "supports" }: Props) {
  const { state, submit, pending } = useForm(action);
  const id = useId();
  const evidence = kind === "evidence";
  const draftKey = (about: string) => `${kind}:${evidence && !parentId ? `${stance}:` : ""}${about}`;
  // A new list at each rendering would make the keeper begin anew.
  const [formerKeys] = useState(() => (parentId ? undefined : formerIds?.map(draftKey)));
  const target = parentId ? "what it answers" : "the claim";
  return (
    <Composer title={title} id={place} open={state.status === "refused"}>
      <form action={submit} className={styles.form}>
        <input type="hidden" name="claim" value={claimId} />
        {parentId && <input type="hidden" name="parent" value={parentId} />}
        <input type="hidden" name="kind" value={kind} />
        <FormNotice state={state} />
        <SeeFirst state={state} />
        {evidence && (
          <>
            <StanceField id={id} stance={typedIn(state, "stance", stance) as Stance} target={target} />
            <SourceFields id={id} state={state} source={null} />
          </>
        )}
        <BodyField
          label={evidence ? `In your own words: why it bears on ${target}` : `Your rebuttal of ${target}`}
          state={state}
        />
        <div className={styles.choice}>
          <Button kind="main" type="submit" disabled={pending}>
            {evidence ? "Attach evidence" : "Attach rebuttal"}
          </Button>
          <AllTheSame state={state} />
        </div>
        <DraftKeeper draftKey={draftKey(parentId ?? claimId)} formerKeys={formerKeys} state={state} />
      </form>
    </Composer>
  );
}

export function StanceField({ id, stance, target }: { id: string; stance: Stance; target: string }) {
  return (
    <fieldset className={styles.stance}>
      <legend>It</legend>
      {(["supports", "contradicts"] as const).map((value) => (
        <label key={value} htmlFor={`${id}-${value}`}>
          <input id={`${id}-${value}`} type="radio" name="stance" value={value} defaultChecked={stance === value} />
          {value} {target}
        </label>
      ))}
    </fieldset>
  );
}
