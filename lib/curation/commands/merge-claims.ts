import { eq, sql } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { ClaimLink } from "@/lib/claims/claims";
import { claimRow, standingClaim, wentInto } from "@/lib/claims/queries";
import { recountClaim } from "@/lib/contributions/recount";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { indexClaim } from "@/lib/search/indexing";
import { indexMoved } from "@/lib/search/keeping";
import { recountTally } from "@/lib/votes/recount";
import { builtUpon, type ClaimRow, refuseUnlessSeen, touchClaims } from "../claim-changes";
import { mergeClaimInput } from "../claim-input";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type MergedClaim = { id: string; into: ClaimLink };

/** What an undo puts back: the claims that had gone into the one merged, and its pins (row id, ms since 1970). */
type Before = { led: number[]; pins: [number, number][] };

/**
 * Lets a claim go into another one: its address leads there, what is attached to it moves, and its votes are carried
 * over, one a person; who voted on both keeps the vote on the other. Its own votes stay with it, for an undo.
 */
export async function mergeClaims(ctx: Ctx, claimId: string, input: unknown): Promise<MergedClaim> {
  const wish = parse(mergeClaimInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.merge");
    const claim = await claimRow(ctx, claimId);
    const into = await targetOf(ctx, wish.into);
    const receipt = { id: claim.id, into: { id: into.id, slug: into.slug, statement: into.statement } };
    if (claim.mergedInto === into.rowId) return receipt;
    if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
    if (into.rowId === claim.rowId) throw invalid({ into: "Choose another claim: none can go into itself." });
    await refuseUnlessSeen(ctx, claim, wish.version);
    await refuseUnlessSeen(ctx, into, wish.intoVersion ?? into.version);

    const before: Before = { led: await ledTo(ctx, claim.rowId), pins: await pinsOf(ctx, claim.rowId) };
    const decision = await recordDecision(ctx, viewer, {
      action: "merge-claim",
      claim: claim.rowId,
      intoClaim: into.rowId,
      reasonText: wish.reason,
      before,
    });
    await lead(ctx, [claim.rowId, ...before.led], into.rowId);
    await ctx.db.run(sql`
      insert into moves (decision, contribution, from_claim, from_parent, author)
      select ${decision.rowId}, row_id, claim, parent, author from contributions where claim = ${claim.rowId}`);
    // Two a side are pinned at most, and the other claim has its own.
    await ctx.db.run(sql`
      update contributions set claim = ${into.rowId}, pinned_at = null where claim = ${claim.rowId}`);
    await ctx.db.run(sql`
      insert into votes (claim, account, value, at, wording, carried_by)
      select ${into.rowId}, account, value, at, 0, ${decision.rowId} from votes where claim = ${claim.rowId}
      on conflict (claim, account) do nothing`);
    await ctx.db.run(sql`
      update queue_entries set claim = ${into.rowId}, essay = ${into.essay} where claim = ${claim.rowId}`);
    await bringUpToDate(ctx, claim.rowId, into.rowId);
    await indexMoved(ctx, claim, into);
    return receipt;
  });
}

/** A claim that was named in a form: there being none is a fault of that field. */
async function targetOf(ctx: Ctx, id: string): Promise<ClaimRow> {
  return standingClaim(ctx, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 404) {
      throw invalid({ into: "There is no such claim. Give the address of its page." });
    }
    throw error;
  });
}

const ledTo = async (ctx: Ctx, claim: number): Promise<number[]> =>
  (await ctx.db.select({ rowId: claims.rowId }).from(claims).where(eq(claims.mergedInto, claim))).map(
    ({ rowId }) => rowId,
  );

const pinsOf = async (ctx: Ctx, claim: number): Promise<[number, number][]> =>
  (
    await ctx.db.all<{ rowId: number; at: number }>(sql`
      select row_id as rowId, pinned_at as at from contributions where claim = ${claim} and pinned_at is not null`)
  ).map(({ rowId, at }) => [rowId, at]);

/** Lets these claims lead to another one; to themselves where it is null. */
const lead = (ctx: Ctx, rowIds: number[], into: number | null) =>
  ctx.db.run(sql`
    update claims set merged_into = ${into} where row_id in (select value from json_each(${JSON.stringify(rowIds)}))`);

async function bringUpToDate(ctx: Ctx, claim: number, into: number): Promise<void> {
  for (const rowId of [claim, into]) {
    await recountClaim(ctx.db, rowId);
    await indexClaim(ctx.db, rowId);
  }
  await recountTally(ctx.db, into);
  await touchClaims(ctx, [claim, into]);
}

/**
 * Lets the claim stand by itself again: with what moved and what answers that, and without the copies of its votes. Who
 * voted on the other claim since keeps that vote.
 */
export const undoMergeClaims: Undoer = async (ctx, decision) => {
  const { claim, intoClaim: into } = decision;
  if (claim === null || into === null) throw new Error("a merge of nothing");
  const { led, pins } = decision.before as Before;
  const [other] = await ctx.db.select().from(claims).where(eq(claims.rowId, into));
  if (other?.mergedInto !== null) throw builtUpon("the claim that it went into went into another one since.");

  const going = await ctx.db.all<{ rowId: number }>(sql`
    with recursive along(row_id) as (
      select contribution from moves where decision = ${decision.rowId}
      union select c.row_id from along join contributions c on c.parent = along.row_id)
    select row_id as rowId from along`);
  const back = sql`(select value from json_each(${JSON.stringify(going.map(({ rowId }) => rowId))}))`;
  const [tied] = await ctx.db.all(sql`
    select 1 from contributions where row_id in ${back}
      and (claim <> ${into} or parent not in ${back} or merged_into not in ${back})
    union all
    select 1 from contributions where merged_into in ${back} and row_id not in ${back}
    limit 1`);
  if (tied) throw builtUpon("what it took along was moved or merged again since.");

  await lead(ctx, [claim], null);
  await lead(ctx, led, claim);
  await ctx.db.run(sql`update contributions set claim = ${claim}, pinned_at = null where row_id in ${back}`);
  for (const [rowId, at] of pins) {
    await ctx.db.run(sql`update contributions set pinned_at = ${at} where row_id = ${rowId}`);
  }
  await ctx.db.run(sql`delete from votes where carried_by = ${decision.rowId}`);
  await ctx.db.run(sql`
    update queue_entries set claim = ${claim}, essay = (select essay from claims where row_id = ${claim})
    where contribution in ${back}`);
  await bringUpToDate(ctx, claim, into);
  const [freed] = await ctx.db.select().from(claims).where(eq(claims.rowId, claim));
  if (freed) await indexMoved(ctx, other, freed);
};
