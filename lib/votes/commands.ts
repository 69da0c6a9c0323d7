import { and, eq } from "drizzle-orm";
import { voteEvents, votes } from "@/db/schema";
import { claimRow } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { voteInput } from "./input";
import { recountTally } from "./recount";
import type { Tally, VoteValue } from "./votes";

export type VoteReceipt = { vote: VoteValue | null; tally: Tally };

/** Casts the viewer's vote on a claim, or changes it. */
export const castVote = (ctx: Ctx, claimId: string, input: unknown): Promise<VoteReceipt> =>
  setVote(ctx, claimId, parse(voteInput, input).value);

/** Takes the viewer's vote on a claim back. */
export const withdrawVote = (ctx: Ctx, claimId: string): Promise<VoteReceipt> => setVote(ctx, claimId, null);

// A vote touches no page's tag: a popular claim would be rendered anew at each. The page's own few seconds bring it up
// to date, and the viewer is told the exact tally.
const setVote = (ctx: Ctx, claimId: string, to: VoteValue | null): Promise<VoteReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.vote");
    const claim = await claimRow(ctx, claimId);
    const own = and(eq(votes.claim, claim.rowId), eq(votes.account, viewer.rowId));
    const [before] = await ctx.db.select({ value: votes.value }).from(votes).where(own);
    const from = before?.value ?? null;
    if (from === to) return { vote: to, tally: await recountTally(ctx.db, claim.rowId) };

    if (to === null) {
      await ctx.db.delete(votes).where(own);
    } else {
      const vote = { value: to, at: ctx.now };
      await ctx.db
        .insert(votes)
        .values({ claim: claim.rowId, account: viewer.rowId, ...vote })
        .onConflictDoUpdate({ target: [votes.claim, votes.account], set: vote });
    }
    await ctx.db.insert(voteEvents).values({ claim: claim.rowId, account: viewer.rowId, from, to, at: ctx.now });
    return { vote: to, tally: await recountTally(ctx.db, claim.rowId) };
  });
