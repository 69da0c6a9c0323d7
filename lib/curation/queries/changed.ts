import { desc, eq } from "drizzle-orm";
import { contributions, decisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { givenReason } from "../reasons";
import { wordedReason } from "./reasons";

/**
 * The refusal of a decision about a version that is no longer the present one. It tells what there is now: the state with
 * its reason and, where a decision made it, by which role and when.
 */
export async function changedMeanwhile(ctx: Ctx, it: typeof contributions.$inferSelect): Promise<Refusal> {
  const [last] = await ctx.db
    .select({ action: decisions.action, byRole: decisions.byRole, at: decisions.at })
    .from(decisions)
    .where(eq(decisions.contribution, it.rowId))
    .orderBy(desc(decisions.rowId))
    .limit(1);
  const [words] = await ctx.db
    .select({ worded: wordedReason(contributions.state, contributions.stateReasonCode) })
    .from(contributions)
    .where(eq(contributions.rowId, it.rowId));
  return new Refusal(
    409,
    "contribution.stale",
    "It was changed meanwhile. Look at the newer version, then decide again.",
    {
      details: {
        version: it.version,
        state: it.state,
        stateReason: givenReason(
          it.state,
          { code: it.stateReasonCode, text: it.stateReasonText },
          words?.worded ?? null,
        ),
        last: last ? { action: last.action, byRole: last.byRole, at: last.at.toISOString() } : null,
      },
    },
  );
}
