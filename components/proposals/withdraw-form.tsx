"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

type WithdrawProps = { id: string; statement: string; action: FormAction };

/** Takes a proposal back. */
export function WithdrawForm({ id, statement, action }: WithdrawProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <Button type="submit" disabled={pending}>
        Withdraw it<span className="visually-hidden">: {statement}</span>
      </Button>
    </form>
  );
}
