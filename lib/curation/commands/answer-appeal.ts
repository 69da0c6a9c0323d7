import { eq } from "drizzle-orm";
import { appeals, decisions } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { answerFlagsAnew } from "../close-flags";
import { answerInput } from "../input";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";
import { pinToPutBack } from "./pin";
import { settle } from "./settle";

export type AnswerReceipt = { id: string; state: "upheld" | "denied" };

/** What the answer's row keeps for its undo. */
type Before = { appeal: number; hidden: boolean };

/**
 * Answers an appeal, in writing. Upheld, it puts back the state before the decision, and is itself the row that undoes
 * it; the flags which that decision met count as dismissed then. Denied, everything stays.
 */
export async function answerAppeal(ctx: Ctx, appealId: string, input: unknown): Promise<AnswerReceipt> {
  const { outcome, text, publish } = parse(answerInput, input);
  return inTransaction(ctx, async (ctx) => {
    authorize(ctx, "appeal.answer");
    const { appeal, decision } = await appealRow(ctx, appealId);
    const found = await contributionInContext(ctx, appeal.contribution);
    const viewer = authorize(ctx, "appeal.answer", {
      ...found.target,
      decidedBy: { rowId: decision.by, removed: decision.to === "removed" },
    });
    const again = appeal.state === outcome && appeal.answer === text && appeal.answeredBy === viewer.rowId;
    if (again) return { id: appeal.id, state: outcome };
    if (appeal.state !== "open") {
      throw new Refusal(409, "appeal.closed", `It is not open any more: it is ${appeal.state}.`, {
        details: { state: appeal.state },
      });
    }
    const upheld = outcome === "upheld";
    const state = upheld ? (decision.from as State) : found.contribution.state;
    const before: Before = { appeal: appeal.rowId, hidden: appeal.hidden };
    const row = await recordDecision(ctx, viewer, {
      action: "answer-appeal",
      contribution: appeal.contribution,
      claim: found.contribution.claim,
      from: found.contribution.state,
      to: state,
      reasonText: text,
      fromReasonCode: found.contribution.stateReasonCode,
      fromReasonText: found.contribution.stateReasonText,
      undoes: upheld ? decision.rowId : null,
      before,
      waited: ctx.now.getTime() - appeal.at.getTime(),
    });
    await ctx.db
      .update(appeals)
      .set({ state: outcome, answer: text, answeredBy: viewer.rowId, answeredAt: ctx.now, hidden: !publish })
      .where(eq(appeals.rowId, appeal.rowId));
    ctx.touched.add(`claim:${found.claim.id}`);
    if (upheld) {
      await answerFlagsAnew(ctx, decision.rowId, { decision: row.rowId, at: ctx.now, outcome: "dismissed" });
      const pinnedAt = await pinToPutBack(ctx, found, decision);
      await settle(ctx, found, state, { code: decision.fromReasonCode, text: decision.fromReasonText }, { pinnedAt });
    }
    return { id: appeal.id, state: outcome };
  });
}

/** Opens the appeal again, and puts back the state and the flags as the decision it is against had left them. */
export const undoAnswer: Undoer = async (ctx, answer) => {
  const { appeal: rowId, hidden } = answer.before as Before;
  const [appeal] = await ctx.db
    .update(appeals)
    .set({ state: "open", answer: null, answeredBy: null, answeredAt: null, hidden })
    .where(eq(appeals.rowId, rowId))
    .returning();
  if (!appeal) throw new Error("an answer to no appeal");
  const found = await contributionInContext(ctx, appeal.contribution);
  ctx.touched.add(`claim:${found.claim.id}`);
  if (answer.undoes === null) return;
  const [decision] = await ctx.db.select().from(decisions).where(eq(decisions.rowId, answer.undoes));
  if (!decision) throw new Error("an appeal against no decision");
  await answerFlagsAnew(ctx, answer.rowId, { decision: decision.rowId, at: decision.at, outcome: "upheld" });
  await settle(ctx, found, answer.from as State, { code: answer.fromReasonCode, text: answer.fromReasonText });
};

async function appealRow(ctx: Ctx, id: string) {
  const [row] = await ctx.db
    .select({ appeal: appeals, decision: decisions })
    .from(appeals)
    .innerJoin(decisions, eq(decisions.rowId, appeals.decision))
    .where(eq(appeals.id, id));
  if (!row) throw notFound("appeal");
  return row;
}
