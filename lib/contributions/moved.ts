import { and, eq, isNull } from "drizzle-orm";
import { claims, type contributions, decisions, moves } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";

type ClaimRow = typeof claims.$inferSelect;
type ContributionRow = typeof contributions.$inferSelect;

/** The claim that a contribution moved to, where it was on the one asked for while somebody wrote an answer to it. */
export async function claimOfMoved(ctx: Ctx, asked: ClaimRow, parent: ContributionRow): Promise<ClaimRow> {
  if (parent.claim === asked.rowId) return asked;
  const [moved] = await ctx.db
    .select({ to: claims })
    .from(decisions)
    .innerJoin(moves, and(eq(moves.decision, decisions.rowId), eq(moves.contribution, parent.rowId)))
    .innerJoin(claims, eq(claims.rowId, parent.claim))
    // Along the few decisions about a claim itself.
    .where(and(eq(decisions.claim, asked.rowId), isNull(decisions.contribution)))
    .limit(1);
  return moved?.to ?? asked;
}
