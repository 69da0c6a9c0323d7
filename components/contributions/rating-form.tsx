"use client";
import { useActionState } from "react";
import { FormNotice } from "@/components/ui/notice";
import { type FormState, idle } from "@/lib/form-state";
import { ratingForm } from "./rating-form-id";

/** What the rating buttons post to where there is no JavaScript, and what came of it. */
export function RatingForm({ action }: { action: (state: FormState, form: FormData) => Promise<FormState> }) {
  const [state, formAction] = useActionState(action, idle);
  return (
    <form id={ratingForm} action={formAction}>
      <FormNotice state={state} />
    </form>
  );
}
