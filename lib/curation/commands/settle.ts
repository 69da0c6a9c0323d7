import { eq } from "drizzle-orm";
import { contributions, takes } from "@/db/schema";
import { countedStates, type State, shownSince } from "@/lib/contributions/contributions";
import type { contributionInContext } from "@/lib/contributions/queries";
import { settleAround } from "@/lib/contributions/recount";
import type { Ctx } from "@/lib/ctx";
import { indexContribution } from "@/lib/search/indexing";
import { announceAttached } from "@/lib/webhooks/announce";
import type { Reason } from "../reasons";
import { refreshAppeal } from "../refresh-appeal";
import { requeue } from "../requeue";

export type InContext = Awaited<ReturnType<typeof contributionInContext>>;
export type Settled = { id: string; state: State; stateReason: Reason; version: number };

/** Gives the contribution its new state, and brings up to date all that follows from it: counts, search, pages. */
export async function settle(
  ctx: Ctx,
  { contribution: it, claim, author }: InContext,
  state: State,
  reason: Reason,
  { mergedInto = null, pinnedAt = it.pinnedAt }: { mergedInto?: number | null; pinnedAt?: Date | null } = {},
): Promise<Settled> {
  const version = it.version + 1;
  await ctx.db
    .update(contributions)
    .set({
      state,
      shownAt: shownSince(state, it.shownAt, ctx.now),
      stateReasonCode: reason.code,
      stateReasonText: reason.text,
      version,
      mergedInto,
      // What doesn't count isn't put before what does.
      pinnedAt: countedStates.includes(state) ? pinnedAt : null,
    })
    .where(eq(contributions.rowId, it.rowId));
  await settleAround(ctx.db, it.rowId, it);
  await indexContribution(ctx.db, it.rowId);
  await requeue(ctx.db, it.rowId);
  await refreshAppeal(ctx.db, it.rowId);
  if (it.state === "held" && countedStates.includes(state)) await announceAttached(ctx, it, claim);
  await ctx.db.delete(takes).where(eq(takes.contribution, it.rowId));
  ctx.touched.add(`claim:${claim.id}`).add(`essay:${claim.essayId}`).add(`account:${author.id}`).add("log");
  return { id: it.id, state, stateReason: reason, version };
}

export const asItIs = ({ contribution: it }: InContext): Settled => ({
  id: it.id,
  state: it.state,
  stateReason: reasonOf(it),
  version: it.version,
});

export const reasonOf = (it: InContext["contribution"]): Reason => ({
  code: it.stateReasonCode,
  text: it.stateReasonText,
});
