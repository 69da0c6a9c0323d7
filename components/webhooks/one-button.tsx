"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

/** A form of one button about one thing. */
export function OneButton({ id, label, action }: { id: string; label: string; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <input type="hidden" name="id" value={id} />
      <Button type="submit" disabled={pending}>
        {label}
      </Button>
      <FormNotice state={state} />
    </form>
  );
}
