import { eq } from "drizzle-orm";
import { appeals, decisions } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { appealUntil } from "../appeals";
import { appealInput } from "../input";
import { decisionStanding } from "../queries/standing-decision";
import { recordDecision } from "../record";

export type AppealReceipt = { id: string; state: "open" };

/**
 * Asks that a decision against what the viewer wrote be looked at by somebody else: once a decision. It is on the log;
 * against a removal its words are not, since they could repeat what was removed, until a moderator lets them.
 */
export async function appeal(ctx: Ctx, contributionId: string, input: unknown): Promise<AppealReceipt> {
  const { text } = parse(appealInput, input);
  return inTransaction(ctx, async (ctx) => {
    const { contribution: it, target, claim } = await contributionInContext(ctx, contributionId);
    const standing = await decisionStanding(ctx, it);
    const viewer = authorize(ctx, "contribution.appeal", {
      ...target,
      ...(standing && { appealUntil: appealUntil(standing.at) }),
    });
    if (!standing) {
      throw new Refusal(422, "appeal.no_decision", "There is no decision of a curator to appeal against.");
    }
    const [before] = await ctx.db.select().from(appeals).where(eq(appeals.decision, standing.rowId));
    if (before?.text === text && before.state === "open") return { id: before.id, state: "open" };
    if (before) {
      throw new Refusal(
        409,
        "appeal.already",
        "You have appealed against this decision already: once is all there is.",
      );
    }
    const logged = await recordDecision(ctx, viewer, {
      action: "appeal",
      contribution: it.rowId,
      claim: it.claim,
    });
    const [decision] = await ctx.db.select().from(decisions).where(eq(decisions.rowId, standing.rowId));
    if (!decision) throw new Error("a decision that is gone");
    const id = newId();
    await ctx.db.insert(appeals).values({
      id,
      decision: decision.rowId,
      contribution: it.rowId,
      by: viewer.rowId,
      at: ctx.now,
      text,
      logged: logged.rowId,
      hidden: decision.to === "removed",
      decidedBy: decision.by,
    });
    ctx.touched.add(`claim:${claim.id}`);
    return { id, state: "open" };
  });
}
