import { eq } from "drizzle-orm";
import { appeals, decisions } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { appealable, type TurnedDown } from "../appeals";
import { givenReason } from "../reasons";
import { standingDecision } from "../refresh-appeal";
import { wordedReason } from "./reasons";

export type Standing = TurnedDown & { rowId: number; by: number };

/** The decision that a contribution stands rejected or removed by; undefined where it doesn't, or came so. */
export async function decisionStanding(ctx: Ctx, it: { rowId: number; state: State }): Promise<Standing | undefined> {
  if (!appealable.includes(it.state)) return undefined;
  const [row] = await ctx.db
    .select({ decision: decisions, worded: wordedReason(decisions.to, decisions.reasonCode) })
    .from(decisions)
    .where(eq(decisions.rowId, standingDecision(it.rowId)));
  if (!row || row.decision.to !== it.state) return undefined;
  const { rowId, id, by, byRole, at, reasonCode, reasonText } = row.decision;
  const reason = givenReason(it.state, { code: reasonCode, text: reasonText }, row.worded);
  return { rowId, id, by, byRole, at, to: it.state, reason };
}

/** Who made the decision that an appeal was against, from the row of its answer. */
export async function decidedFirst(ctx: Ctx, answer: { before: unknown }): Promise<number> {
  const { appeal } = answer.before as { appeal: number };
  const [row] = await ctx.db
    .select({ by: decisions.by })
    .from(appeals)
    .innerJoin(decisions, eq(decisions.rowId, appeals.decision))
    .where(eq(appeals.rowId, appeal));
  if (!row) throw new Error("an answer to no appeal");
  return row.by;
}
