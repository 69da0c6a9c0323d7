import { useActionState } from "react";
import { type FormState, idle } from "@/lib/form-state";

export type FormAction<T = undefined> = (before: FormState<T>, form: FormData) => Promise<FormState<T>>;

/** Fired on the window when an action has done what the form asked, before anything else comes of it. */
export const sentEvent = "sent";

/** A form's state and what to give its `action`; leaves the page when the action says so. */
export function useForm<T = undefined>(action: FormAction<T>) {
  const [state, submit, pending] = useActionState<FormState<T>, FormData>(
    // The server's own action goes into the page, for forms sent without JavaScript.
    typeof window === "undefined" ? action : leaving(action),
    idle,
  );
  const left = state.status === "done" && state.leave !== undefined;
  return { state, submit, pending: pending || left };
}

/** Leaves as soon as the answer is there: the page that comes with it may not hold the form any more. */
const leaving =
  <T>(action: FormAction<T>): FormAction<T> =>
  async (before, form) => {
    const after = await action(before, form);
    if (after.status === "done") window.dispatchEvent(new Event(sentEvent));
    if (after.status === "done" && after.leave !== undefined) window.location.assign(after.leave);
    return after;
  };
