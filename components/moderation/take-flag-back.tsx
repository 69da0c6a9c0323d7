"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

export function TakeFlagBack({ id, action }: { id: string; action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <Button type="submit" disabled={pending}>
        Take the flag back
      </Button>
    </form>
  );
}
