"use client";

import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import { AskedAgain } from "@/components/votes/asked-again";
import type { Voted } from "@/components/votes/vote-form";
import type { ClaimLink } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import type { AskedAgain as Asked } from "@/lib/votes/votes";

export type VoteAction = FormAction<Voted>;

/** A vote that is asked about again, answered where it is read; the claim's page has the other answers. */
export function Vote({ asked, claim, action }: { asked: Asked; claim: ClaimLink; action: VoteAction }) {
  const { state, submit } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="claim" value={claim.id} />
      <AskedAgain asked={asked} />
      <p>
        <a href={paths.claim(claim)}>Change it or withdraw it on the claim's page</a>
      </p>
    </form>
  );
}
