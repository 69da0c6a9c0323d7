"use client";

import { Button } from "@/components/ui/button";
import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";

type PinProps = { contribution: { id: string; pinned: boolean }; action: FormAction; next: string };

/** Puts what answers a claim before the rest of its side, or takes the pin off. Two are refused a third. */
export function PinForm({ contribution: { id, pinned }, action, next }: PinProps) {
  const { state, submit, pending } = useForm(action);
  return (
    <form action={submit}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="pinned" value={pinned ? "false" : "true"} />
      <input type="hidden" name="next" value={next} />
      <Button type="submit" disabled={pending}>
        {pinned ? "Take the pin off" : "Pin to the top of its side"}
      </Button>
      <FormNotice state={state} />
      {state.status === "refused" && pinnedIn(state.details).length > 0 && (
        <p>
          Pinned now:{" "}
          {pinnedIn(state.details).map(({ id, url }, i) => (
            <span key={id}>
              {i > 0 && " and "}
              <a href={url}>{url}</a>
            </span>
          ))}
        </p>
      )}
    </form>
  );
}

/** Which two are pinned, as the refusal of a third says. */
const pinnedIn = (details: Record<string, unknown> | undefined) =>
  (Array.isArray(details?.pinned) ? details.pinned : []) as { id: string; url: string }[];
