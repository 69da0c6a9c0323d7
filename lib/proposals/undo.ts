import { and, eq, gt, inArray, not, sql } from "drizzle-orm";
import { decisions, proposals } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { builtUpon } from "@/lib/curation/claim-changes";
import type { DecisionRow, Undoer } from "@/lib/curation/undoer";
import { isUndone } from "@/lib/curation/undone";
import { Refusal } from "@/lib/errors";
import { undoMakeClaim } from "@/lib/essays/undo";

/** Lets a proposal wait again. A claim that was made of it is taken back, where nobody has argued or voted on it yet. */
export const undoDecideProposal: Undoer = async (ctx, decision, by) => {
  const [it] = await ctx.db
    .select()
    .from(proposals)
    .where(eq(proposals.rowId, decision.proposal ?? 0));
  if (!it) throw new Error("a decision about no proposal");
  if (it.statement === "") {
    throw new Refusal(409, "proposal.gone", "Whoever proposed it has left, and their words are gone with them.");
  }
  if (decision.to === "accepted") {
    await refuseIfChanged(ctx, decision);
    await undoMakeClaim(ctx, decision, by);
  }
  await ctx.db
    .update(proposals)
    .set({ state: "waiting", claim: null, version: it.version + 1 })
    .where(eq(proposals.rowId, it.rowId));
};

/** What a moderator did to the claim since is undone first. */
async function refuseIfChanged(ctx: Ctx, { rowId, claim }: DecisionRow): Promise<void> {
  const [changed] = await ctx.db
    .select({ rowId: decisions.rowId })
    .from(decisions)
    .where(
      and(
        eq(decisions.claim, claim ?? 0),
        gt(decisions.rowId, rowId),
        inArray(decisions.action, ["edit-claim", "split-claim", "merge-claim", "move-claim", "resolve"]),
        not(isUndone(sql`${decisions}.row_id`)),
      ),
    )
    .limit(1);
  if (changed) throw builtUpon("the claim that was made of it was changed since.");
}
