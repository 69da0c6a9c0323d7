import { and, eq } from "drizzle-orm";
import { claims, voteEvents, votes } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { voteInput } from "./input";
import { recountTally } from "./recount";
import type { Tally, VoteValue } from "./votes";

export type VoteReceipt = { vote: VoteValue | null; tally: Tally };

/** Casts the viewer's vote on a claim, or changes it. */
export const castVote = async (ctx: Ctx, claimId: string, input: unknown): Promise<VoteReceipt> =>
  setVote(ctx, claimId, parse(voteInput, input).value);

/** Takes the viewer's vote on a claim back. */
export const withdrawVote = (ctx: Ctx, claimId: string): Promise<VoteReceipt> => setVote(ctx, claimId, null);

// A vote touches no page's tag: a popular claim would be rendered anew at each. The page's own few seconds bring it up
// to date, and the viewer is told the exact tally.
const setVote = (ctx: Ctx, claimId: string, to: VoteValue | null): Promise<VoteReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.vote");
    const [found] = await ctx.db
      .select({ claim: claims.rowId, value: votes.value })
      .from(claims)
      .leftJoin(votes, and(eq(votes.claim, claims.rowId), eq(votes.account, viewer.rowId)))
      .where(eq(claims.id, claimId));
    if (!found) throw notFound("claim");
    const { claim, value: from } = found;
    if (from !== to) {
      await keep(ctx, { claim, account: viewer.rowId, to });
      await ctx.db.insert(voteEvents).values({ claim, account: viewer.rowId, from, to, at: ctx.now });
    }
    return { vote: to, tally: await recountTally(ctx.db, claim) };
  });

async function keep(ctx: Ctx, { claim, account, to }: { claim: number; account: number; to: VoteValue | null }) {
  if (to === null) {
    await ctx.db.delete(votes).where(and(eq(votes.claim, claim), eq(votes.account, account)));
    return;
  }
  const vote = { value: to, at: ctx.now };
  await ctx.db
    .insert(votes)
    .values({ claim, account, ...vote })
    .onConflictDoUpdate({ target: [votes.claim, votes.account], set: vote });
}
