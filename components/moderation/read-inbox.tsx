"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

export function ReadInbox({ action }: { action: FormAction }) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <FormNotice state={state} />
      <Button type="submit" disabled={pending}>
        Mark all as read
      </Button>
    </form>
  );
}
