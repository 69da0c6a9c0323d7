import type { Ctx } from "@/lib/ctx";
import { asRefusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { undoManyInput } from "../input";
import { decide } from "./decide";
import type { Outcome } from "./decide-many";

/** Takes back the last decision about each, with a row of the log of its own, as `decideMany` decides. */
export async function undoMany(ctx: Ctx, input: unknown): Promise<Outcome[]> {
  const { items, reason } = parse(undoManyInput, input);
  authorize(ctx, "contribution.undo");
  const outcomes: Outcome[] = [];
  for (const { id, version } of items) {
    try {
      const { state, version: now } = await decide(ctx, id, { to: "undo", version, reason });
      outcomes.push({ id, done: true, state, version: now });
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal || refusal.status === 503) throw error;
      outcomes.push({ id, done: false, code: refusal.code, message: refusal.message });
    }
  }
  return outcomes;
}
