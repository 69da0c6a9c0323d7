"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { ReasonField, VersionField } from "./wording-fields";

type Side = { id: string; version: number };

/** The last step of a merge. */
export function MergeForm({ claim, into, action }: { claim: Side; into: Side; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  const newer = state.status === "refused" && state.details?.claim === into.id ? Number(state.details.version) : null;
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={claim.id} />
      <input type="hidden" name="into" value={into.id} />
      <VersionField state={state} claim={claim} />
      <input key={newer} type="hidden" name="intoVersion" value={newer ?? into.version} />
      <ReasonField id="merge" state={state} />
      <Button type="submit" kind="main" disabled={pending}>
        Merge this claim into that one
      </Button>
    </form>
  );
}
