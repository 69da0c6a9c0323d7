import type { Ctx } from "@/lib/ctx";
import { asRefusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { decideManyInput } from "../input";
import type { Outcome } from "../outcome";
import { decide } from "./decide";

export type { Outcome };

/**
 * Decides the same about many, each with a row of the log of its own. What can't be decided, because somebody else was
 * faster for instance, is told of and keeps nothing from the others; the outcomes are in the order of the items.
 */
export async function decideMany(ctx: Ctx, input: unknown): Promise<Outcome[]> {
  const { items, to, reason } = parse(decideManyInput, input);
  authorize(ctx, to === "removed" ? "contribution.remove" : "contribution.decide");
  const outcomes: Outcome[] = [];
  for (const { id, version } of items) {
    try {
      const settled = await decide(ctx, id, { to, version, reason });
      outcomes.push({ id, done: true, state: settled.state, version: settled.version });
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal || refusal.status === 503) throw error;
      outcomes.push({ id, done: false, code: refusal.code, message: refusal.message });
    }
  }
  return outcomes;
}
