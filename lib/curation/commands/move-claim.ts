import { and, asc, eq, sql } from "drizzle-orm";
import { claims, essays, sections } from "@/db/schema";
import { anchor } from "@/lib/anchoring/anchoring";
import { claimRow } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { findClaimPassage } from "@/lib/essays/claim-passage";
import { opening, placeInOrder } from "@/lib/essays/place-in-order";
import { essayWithRow } from "@/lib/essays/queries";
import { newestText } from "@/lib/essays/text-queries";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import type { EssayBody } from "@/lib/rich-text/document";
import { indexClaim } from "@/lib/search/indexing";
import { indexAttached } from "@/lib/search/keeping";
import { announce } from "@/lib/webhooks/announce";
import { type ClaimRow, freeSlug, refuseUnlessSeen, touchClaims } from "../claim-changes";
import { moveClaimInput } from "../claim-input";
import { lastPlaceIn, shift } from "../reading-order";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type MovedClaim = { id: string; slug: string; essay: { slug: string; title: string } };

/** Where the claim stood, by row ids. */
type Before = { essay: number; section: number; position: number; slug: string };

/**
 * Moves a claim to another essay: where its passage stands there, or to the end of a section. Its address, its votes and all that is attached go along, and so
 * does its log; what went into it stays in the essay that says it.
 */
export async function moveClaim(ctx: Ctx, claimId: string, input: unknown): Promise<MovedClaim> {
  const wish = parse(moveClaimInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.move");
    const claim = await claimRow(ctx, claimId);
    const to = await essayNamed(ctx, wish.essay);
    const receipt = (slug: string) => ({ id: claim.id, slug, essay: { slug: to.slug, title: to.title } });
    if (claim.mergedInto === null && claim.essay === to.rowId) return receipt(claim.slug);
    await refuseUnlessSeen(ctx, claim, wish.version);
    const place = await placeIn(ctx, claim, to.rowId, wish.section);
    const from = await essayWithRow(ctx, claim.essay);

    const before: Before = {
      essay: claim.essay,
      section: claim.section,
      position: claim.position,
      slug: claim.slug,
    };
    const slug = await freeSlug(ctx, to.rowId, claim.slug);
    await put(ctx, claim, { essay: to.rowId, ...place, slug });
    const decision = await recordDecision(ctx, viewer, {
      action: "move-claim",
      claim: claim.rowId,
      from: from.slug,
      to: to.slug,
      reasonText: wish.reason,
      before,
    });
    // Who listens to the essay that it leaves is told as well.
    const about = { action: "move-claim", decision: paths.logEntry(decision.id) };
    await announce(ctx, from.rowId, "decision.made", about);
    return receipt(slug);
  });
}

/** Takes the claim from its place and puts it into another one that is free, in whichever essay. */
async function put(
  ctx: Ctx,
  claim: ClaimRow,
  { essay, section, position, slug }: { essay: number; section: number; position: number; slug: string },
): Promise<void> {
  await touchClaims(ctx, [claim.rowId]);
  await ctx.db.update(claims).set({ essay, section, position, slug }).where(eq(claims.rowId, claim.rowId));
  await shift(ctx, claim.essay, claim.position, -1);
  await findClaimPassage(ctx, { ...claim, essay });
  await indexClaim(ctx.db, claim.rowId);
  await indexAttached(ctx, claim.rowId);
  // What says of a claim which essay it is in says so of the essay it is in now.
  await ctx.db.run(sql`update queue_entries set essay = ${essay} where claim = ${claim.rowId}`);
  await ctx.db.run(sql`update decisions set essay = ${essay} where claim = ${claim.rowId}`);
  await touchClaims(ctx, [claim.rowId]);
}

/** An essay that was named in a form: there being none is a fault of that field. */
async function essayNamed(ctx: Ctx, slug: string) {
  const [essay] = await ctx.db.select().from(essays).where(eq(essays.slug, slug));
  if (!essay) throw invalid({ essay: "There is no such essay. Choose one that is here." });
  return essay;
}

/**
 * Makes room for a claim in an essay: at the end of a section that was chosen; else where its passage stands in the text, or
 * at the end where that is not there.
 */
async function placeIn(ctx: Ctx, claim: ClaimRow, essay: number, chosen: number | undefined) {
  const all = await ctx.db.select().from(sections).where(eq(sections.essay, essay)).orderBy(asc(sections.position));
  if (chosen === undefined) {
    const text = await newestText(ctx, essay);
    const quote = { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix };
    const found = text && anchor(text.text, quote);
    if (text && found) return placeInOrder(ctx, essay, JSON.parse(text.body) as EssayBody, found.start);
  }
  const section =
    chosen === undefined
      ? (all.at(-1) ?? (await firstSection(ctx, essay)))
      : all.find(({ position }) => position === chosen);
  if (!section) throw invalid({ section: "The essay has no such section. Choose one that it has." });
  return roomAfter(ctx, section, await lastPlaceIn(ctx, section));
}

async function roomAfter(ctx: Ctx, section: typeof sections.$inferSelect, after: number) {
  await shift(ctx, section.essay, after, 1);
  return { section: section.rowId, position: after + 1 };
}

async function firstSection(ctx: Ctx, essay: number) {
  const [made] = await ctx.db.insert(sections).values({ essay, position: 1, title: opening }).returning();
  return made;
}

/** Puts the claim back to where it stood, or as near to that as there still is a place. */
export const undoMoveClaim: Undoer = async (ctx, decision) => {
  const { essay, section, position, slug } = decision.before as Before;
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  const [was] = await ctx.db
    .select()
    .from(sections)
    .where(and(eq(sections.rowId, section), eq(sections.essay, essay)));
  if (!claim || !was) throw new Error("a move of nothing");
  const last = await lastPlaceIn(ctx, was);
  await put(ctx, claim, {
    essay,
    ...(await roomAfter(ctx, was, Math.min(position - 1, last))),
    slug: await freeSlug(ctx, essay, slug, claim.rowId),
  });
};
