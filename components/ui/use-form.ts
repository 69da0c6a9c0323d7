import { useActionState, useEffect } from "react";
import { type FormState, idle } from "@/lib/form-state";

export type FormAction<T = undefined> = (before: FormState<T>, form: FormData) => Promise<FormState<T>>;

/** A form's state and what to give its `action`; leaves the page when the action says so. */
export function useForm<T = undefined>(action: FormAction<T>) {
  const [state, submit, pending] = useActionState<FormState<T>, FormData>(action, idle);
  const leave = state.status === "done" ? state.leave : undefined;
  useEffect(() => {
    if (leave !== undefined) window.location.assign(leave);
  }, [leave]);
  return { state, submit, pending: pending || leave !== undefined };
}
