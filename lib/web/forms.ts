import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { Ctx } from "@/lib/ctx";
import { asRefusal, type FieldErrors } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";
import { log } from "@/lib/log";
import { requestCtx } from "./ctx";
import { makeFresh } from "./fresh";
import { countTry } from "./limits";

/**
 * What a form's handler answers: a sentence to show, data for the form, or where to go next. `leave` goes there by
 * loading the page anew, because what surrounds the form changes too: who is signed in.
 */
export type FormOutcome<T> = {
  message?: string;
  data?: T;
  next?: string;
  leave?: string;
  /** Where another page than `leave` serves somebody without JavaScript. */
  leaveWithoutScript?: string;
};

/**
 * A server action from a handler: it makes the ctx, runs the handler, makes what was touched fresh, and turns a refusal
 * into a state that holds everything typed, so that the form comes back as it was, with or without JavaScript.
 */
export function formAction<T = undefined>(handle: (ctx: Ctx, form: FormData) => Promise<FormOutcome<T>>) {
  return async (_before: FormState<T>, form: FormData): Promise<FormState<T>> => {
    try {
      const ctx = await requestCtx();
      if (ctx.viewer) await countTry("sending by account", ctx.viewer.id);
      const outcome = await handle(ctx, form);
      await makeFresh(ctx.touched);
      const script = (await headers()).has("next-action");
      const next = outcome.next ?? (script ? undefined : (outcome.leaveWithoutScript ?? outcome.leave));
      if (next !== undefined) redirect(next);
      return { status: "done", message: outcome.message, data: outcome.data, leave: outcome.leave };
    } catch (error) {
      unstable_rethrow(error);
      const refusal = asRefusal(error);
      if (!refusal) log.error({ error }, "a form action failed");
      return {
        status: "refused",
        code: refusal?.code ?? "server.fault",
        message:
          refusal?.message ?? "Something broke on our side. What you typed is still here; try again in a moment.",
        errors: refusal?.errors ?? ({} as FieldErrors),
        values: typed(form),
        details: refusal?.details,
      };
    }
  };
}

/** Everything typed but passwords, which no answer repeats. What was chosen of many stands a line each. */
function typed(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name.startsWith("$") || /password/i.test(name)) continue;
    values[name] = name in values ? `${values[name]}\n${value}` : value;
  }
  return values;
}
