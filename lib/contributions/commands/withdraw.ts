import { eq } from "drizzle-orm";
import { contributions } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { closeFlags } from "@/lib/curation/close-flags";
import { recordDecision } from "@/lib/curation/record";
import { refreshAppeal } from "@/lib/curation/refresh-appeal";
import { requeue } from "@/lib/curation/requeue";
import { authorize } from "@/lib/policy/policy";
import { indexContribution } from "@/lib/search/indexing";
import { contributionInContext } from "../queries";
import { settleAround } from "../recount";
import { touch } from "./touch";

/** Takes the viewer's own contribution down. Where something answers it, a tombstone stays and the answers with it. */
export const withdraw = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { contribution: row, author, claim } = await contributionInContext(ctx, id);
    if (row.state === "withdrawn" && row.author === ctx.viewer?.rowId) return;
    const viewer = authorize(ctx, "contribution.withdraw", { author, state: row.state });
    await ctx.db
      .update(contributions)
      .set({
        state: "withdrawn",
        stateReasonCode: null,
        stateReasonText: null,
        pinnedAt: null,
        version: row.version + 1,
      })
      .where(eq(contributions.rowId, row.rowId));
    const decision = await recordDecision(ctx, viewer, {
      action: "withdraw",
      contribution: row.rowId,
      claim: row.claim,
      from: row.state,
      to: "withdrawn",
    });
    await closeFlags(ctx, row.rowId, decision.rowId, null);
    await settleAround(ctx.db, row.rowId, row);
    await indexContribution(ctx.db, row.rowId);
    await requeue(ctx.db, row.rowId);
    await refreshAppeal(ctx.db, row.rowId);
    touch(ctx, claim, author);
  });
