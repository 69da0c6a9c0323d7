"use client";
import { useId } from "react";
import { BodyField } from "@/components/editor/body-field";
import { DraftKeeper } from "@/components/editor/draft-keeper";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { Contribution, Stance } from "@/lib/contributions/contributions";
import { type FormState, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { StanceField } from "./attach-form";
import styles from "./attach-form.module.css";
import { SeeFirst } from "./despite";
import { SourceFields } from "./source-fields";

type Editable = Pick<Contribution, "id" | "kind" | "stance" | "source" | "version" | "depth">;

/** The form in which somebody changes what they attached. */
export function EditForm({
  action,
  contribution: it,
  markdown,
}: {
  action: FormAction;
  contribution: Editable;
  markdown: string;
}) {
  const { state, submit, pending } = useForm(action);
  const id = useId();
  const target = it.depth === 0 ? "the claim" : "what it answers";
  return (
    <form action={submit} className={styles.form}>
      <input type="hidden" name="id" value={it.id} />
      <input type="hidden" name="version" value={currentVersion(state) ?? it.version} />
      <FormNotice state={state} />
      <SeeFirst state={state} />
      {currentVersion(state) !== undefined && (
        <p className={styles.choice}>
          <a href={paths.contribution(it)}>Look at the newer version</a>
          <span>Sending this again replaces it; the history keeps both.</span>
        </p>
      )}
      {it.kind === "evidence" && (
        <>
          <StanceField id={id} stance={typedIn(state, "stance", it.stance) as Stance} target={target} />
          <SourceFields id={id} state={state} source={it.source} />
        </>
      )}
      <BodyField label="In your own words" state={state} initial={markdown} />
      <Button kind="main" type="submit" disabled={pending}>
        Save this wording
      </Button>
      <DraftKeeper draftKey={`edit:${it.id}`} state={state} />
    </form>
  );
}

/** After a stale version was refused: the one that is there now. */
const currentVersion = (state: FormState<unknown>): number | undefined =>
  state.status === "refused" && state.code === "contribution.stale" ? Number(state.details?.version) : undefined;
