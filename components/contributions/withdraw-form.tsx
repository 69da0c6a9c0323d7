"use client";
import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

export function WithdrawForm({ action, id, answered }: { action: FormAction; id: string; answered: boolean }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
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
