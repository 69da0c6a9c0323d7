"use client";

import { Composer } from "@/components/contributions/composers";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { Claim } from "@/lib/claims/claims";
import { ReasonField, VersionField, WordingFields } from "./wording-fields";

type RewordProps = { claim: Pick<Claim, "id" | "version" | "statement" | "kind" | "resolvesOn">; action: FormAction };

/** Words a claim anew. */
export function RewordForm({ claim, action }: RewordProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <Composer title="Reword it" id="reword" open={state.status === "refused"}>
      <form action={submit}>
        <p>
          The old wording stays at its own address. Votes go on counting, and whoever cast one is shown what changed and
          asked whether it still stands.
        </p>
        <FormNotice state={state} />
        <input type="hidden" name="id" value={claim.id} />
        <VersionField state={state} claim={claim} />
        <WordingFields id="reword" state={state} wording={claim} />
        <ReasonField id="reword" state={state} />
        <Button type="submit" kind="main" disabled={pending}>
          Reword the claim
        </Button>
      </form>
    </Composer>
  );
}
