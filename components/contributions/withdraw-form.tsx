"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { idle } from "@/lib/form-state";
import type { AttachAction } from "./attach-form";

export function WithdrawForm({ action, id, answered }: { action: AttachAction; id: string; answered: boolean }) {
  const [state, formAction, pending] = useActionState(action, idle);
  return (
    <form action={formAction}>
      <input type="hidden" name="id" value={id} />
      <p>
        Your text goes from every page and from search, for good.
        {answered && " What answers it stays, under a note that you withdrew what it answered."}
      </p>
      <FormNotice state={state} />
      <Button type="submit" disabled={pending}>
        Withdraw it
      </Button>
    </form>
  );
}
