"use client";

import { Composer } from "@/components/contributions/composers";
import { TranslatesField } from "@/components/essays/translates-field";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { ClaimLink } from "@/lib/claims/claims";

type Props = { id: string; translates: string | null; choices: ClaimLink[]; action: FormAction };

/** Ties a claim of a translation to the claim of the original that it says. */
export function TranslateForm({ id, translates, choices, action }: Props) {
  const { state, submit, pending } = useForm(action);
  return (
    <Composer title="Tie it to the original’s claim" id="translate" open={state.status === "refused"}>
      <form action={submit}>
        <FormNotice state={state} />
        <input type="hidden" name="id" value={id} />
        <TranslatesField id="translate" state={state} claims={choices} chosen={translates ?? ""} />
        <Button type="submit" kind="main" disabled={pending}>
          Save this
        </Button>
      </form>
    </Composer>
  );
}
