import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { claimRevisions, claims, contributions, passages } from "@/db/schema";
import { claimRow } from "@/lib/claims/queries";
import { recountClaim } from "@/lib/contributions/recount";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { findClaimPassage, placeOfClaim } from "@/lib/essays/claim-passage";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { paths, slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { indexClaim } from "@/lib/search/indexing";
import { indexMoved } from "@/lib/search/keeping";
import { announce } from "@/lib/webhooks/announce";
import {
  builtUpon,
  type ClaimRow,
  changedWording,
  freeSlug,
  refuseDayUnlessPrediction,
  refuseUnlessSeen,
  sameWording,
  setWording,
  touchClaims,
} from "../claim-changes";
import { splitClaimInput } from "../claim-input";
import { passageWithin } from "../passage";
import { shift } from "../reading-order";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type SplitClaim = { id: string; slug: string; from: { id: string; version: number } };

/**
 * Lets a part of a claim stand by itself, as a claim right after it. What is chosen goes along with all that answers
 * it; votes stay, for they were about the whole. Done twice, it is done once.
 */
export async function splitClaim(ctx: Ctx, claimId: string, input: unknown): Promise<SplitClaim> {
  const { version, reason, rest, ...wish } = parse(splitClaimInput, input);
  const wording = { statement: wish.statement, kind: wish.kind, resolvesOn: wish.resolvesOn };
  refuseDayUnlessPrediction(wording);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.split");
    let claim = await claimRow(ctx, claimId);
    const twin = await splitAlready(ctx, claim, wish.statement);
    if (twin) return receipt(twin, claim);
    await refuseUnlessSeen(ctx, claim, version);
    const restWording = changedWording(claim, rest ?? {});
    if (restWording.statement === wish.statement) {
      throw invalid({ statement: "The new claim has to say something else than the one it is split from." });
    }
    const quote = passageWithin(claim, wish.quote ?? claim.quoteExact);
    if (!quote) throw invalid({ quote: "Give words of the essay that stand in the claim's passage, as they stand." });
    const chosen = await chosenOf(ctx, claim, wish.contributions);

    if (!sameWording(claim, restWording)) {
      const before = claim;
      claim = await setWording(ctx, claim, restWording, viewer);
      await recordDecision(ctx, viewer, {
        action: "edit-claim",
        claim: claim.rowId,
        from: String(before.version),
        to: String(claim.version),
        reasonText: reason,
        before: { slug: before.slug },
      });
    }
    await shift(ctx, claim.essay, claim.position, 1);
    const [made] = await ctx.db
      .insert(claims)
      .values({
        id: newId(),
        essay: claim.essay,
        section: claim.section,
        position: claim.position + 1,
        slug: await freeSlug(ctx, claim.essay, slugify(wording.statement)),
        ...wording,
        quoteExact: quote.exact,
        quotePrefix: quote.prefix,
        quoteSuffix: quote.suffix,
        splitFrom: claim.rowId,
        createdAt: ctx.now,
      })
      .returning();
    if (!made) throw new Error("the claim was not inserted");
    await ctx.db
      .insert(claimRevisions)
      .values({ claim: made.rowId, number: 1, by: viewer.rowId, at: ctx.now, ...wording });
    await findClaimPassage(ctx, made, await placeOfClaim(ctx, claim.rowId));
    await announce(ctx, made.essay, "claim.made", { claim: paths.claim(made) });
    const decision = await recordDecision(ctx, viewer, {
      action: "split-claim",
      claim: claim.rowId,
      intoClaim: made.rowId,
      reasonText: reason,
    });
    await moveAlong(ctx, chosen, made, decision.rowId);
    await bringUpToDate(ctx, claim.rowId, made.rowId);
    await indexMoved(ctx, claim, made);
    return receipt(made, claim);
  });
}

const receipt = (made: ClaimRow, from: ClaimRow): SplitClaim => ({
  id: made.id,
  slug: made.slug,
  from: { id: from.id, version: from.version },
});

async function splitAlready(ctx: Ctx, claim: ClaimRow, statement: string): Promise<ClaimRow | undefined> {
  const [twin] = await ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.splitFrom, claim.rowId), eq(claims.statement, statement), isNull(claims.mergedInto)))
    .limit(1);
  return twin;
}

/** The row ids of what was chosen: each answers the claim itself. */
async function chosenOf(ctx: Ctx, claim: ClaimRow, ids: string[]): Promise<number[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await ctx.db
    .select({ rowId: contributions.rowId })
    .from(contributions)
    .where(
      and(
        inArray(contributions.id, wanted),
        eq(contributions.claim, claim.rowId),
        isNull(contributions.parent),
        ne(contributions.state, "merged"),
      ),
    );
  if (rows.length < wanted.length) {
    throw invalid({ contributions: "Some of what you chose is not attached to this claim any more. Choose again." });
  }
  return rows.map(({ rowId }) => rowId);
}

/** What was chosen, with what answers it and what was merged into any of that: an undo of such a merge finds it there. */
async function moveAlong(ctx: Ctx, chosen: number[], to: ClaimRow, decision: number): Promise<void> {
  await ctx.db.run(sql`
    insert into moves (decision, contribution, from_claim, from_parent, author)
    with recursive along(row_id) as (
      select value from json_each(${JSON.stringify(chosen)})
      union select c.row_id from along join contributions c on c.parent = along.row_id
      union select c.row_id from along join contributions c on c.merged_into = along.row_id)
    select ${decision}, c.row_id, c.claim, c.parent, c.author from along join contributions c using (row_id)`);
  const moved = sql`(select contribution from moves where decision = ${decision})`;
  await ctx.db.run(sql`update contributions set claim = ${to.rowId} where row_id in ${moved}`);
  await ctx.db.run(sql`update queue_entries set claim = ${to.rowId} where contribution in ${moved}`);
}

async function bringUpToDate(ctx: Ctx, one: number, other: number): Promise<void> {
  for (const rowId of [one, other]) {
    await recountClaim(ctx.db, rowId);
    await indexClaim(ctx.db, rowId);
  }
  await touchClaims(ctx, [one, other]);
}

/**
 * Puts all that is attached to the new claim back to the one it was split from, and lets the new one lead there. Votes on
 * the new one are not carried: they were about another proposition.
 */
export const undoSplitClaim: Undoer = async (ctx, decision) => {
  const { claim: from, intoClaim: made } = decision;
  const rows = await ctx.db
    .select()
    .from(claims)
    .where(inArray(claims.rowId, [from ?? 0, made ?? 0]));
  const old = rows.find(({ rowId }) => rowId === from);
  const part = rows.find(({ rowId }) => rowId === made);
  if (!old || !part) throw new Error("a split of nothing");
  if (old.mergedInto !== null || part.mergedInto !== null) throw builtUpon("one of the two went into another claim.");
  const [led] = await ctx.db.select().from(claims).where(eq(claims.mergedInto, part.rowId)).limit(1);
  if (led) throw builtUpon("another claim went into the new one since, or a split of it was undone.");

  await ctx.db.run(sql`
    update contributions set claim = ${old.rowId}, pinned_at = case when ${pinsFit(old.rowId, part.rowId)} then pinned_at end
    where claim = ${part.rowId}`);
  await ctx.db.run(sql`update queue_entries set claim = ${old.rowId} where claim = ${part.rowId}`);
  await ctx.db.update(claims).set({ mergedInto: old.rowId, position: -part.rowId }).where(eq(claims.rowId, part.rowId));
  await ctx.db.delete(passages).where(eq(passages.claim, part.rowId));
  await shift(ctx, part.essay, part.position, -1);
  await bringUpToDate(ctx, old.rowId, part.rowId);
  await indexMoved(ctx, part, old);
};

/** Two a side may be pinned. */
const pinsFit = (one: number, other: number) => sql`(
  select count(*) <= 2 from contributions p
  where p.claim in (${one}, ${other}) and p.stance = contributions.stance and p.pinned_at is not null)`;
