import { and, eq, gt, sql } from "drizzle-orm";
import { claims, passages } from "@/db/schema";
import { type Anchor, anchor, type Quote, quoteAt } from "@/lib/anchoring/anchoring";
import type { Place } from "@/lib/anchoring/find-passage";
import type { Ctx } from "@/lib/ctx";
import type { TextRow } from "./text-queries";
import type { Anchoring, PassageChange } from "./texts";

type Passage = { how: Anchoring; start: number | null; end: number | null };
type ClaimWithPassage = {
  claim: Pick<
    typeof claims.$inferSelect,
    "rowId" | "id" | "slug" | "statement" | "quoteExact" | "quotePrefix" | "quoteSuffix" | "mergedInto"
  >;
  was: Passage | null;
};

/** What becomes of a claim's passage, by the claim's row id; `seen` is what it was reckoned from. */
export type Plan = Map<number, { seen: Passage | null; next: Passage; change: PassageChange; stands: boolean }>;

/**
 * Where the passages of an essay's claims stand in a new text. It may take a while, so call it outside of the transaction
 * that stores the text; other requests are served in between.
 */
export async function planPassages(ctx: Ctx, essay: number, before: TextRow | undefined, text: string): Promise<Plan> {
  const plan: Plan = new Map();
  for (const one of await claimsWithPassages(ctx, essay)) {
    plan.set(one.claim.rowId, planOne(one, before?.text, text));
    await new Promise(setImmediate);
  }
  return plan;
}

/** Puts the passages of an essay's claims where they stand in a text just stored. What changed since the plan is found anew. */
export async function movePassages(
  ctx: Ctx,
  essay: number,
  plan: Plan,
  before: TextRow | undefined,
  text: TextRow,
): Promise<PassageChange[]> {
  const changes: PassageChange[] = [];
  const found = await claimsWithPassages(ctx, essay);
  for (const one of found) {
    const planned = plan.get(one.claim.rowId);
    const fresh = planned && samePassage(planned.seen, one.was) ? planned : planOne(one, before?.text, text.text);
    const row = { text: text.rowId, ...fresh.next };
    await ctx.db
      .insert(passages)
      .values({ claim: one.claim.rowId, ...row })
      .onConflictDoUpdate({ target: passages.claim, set: row });
    if (fresh.stands) changes.push(fresh.change);
    if (!samePassage(one.was, fresh.next)) ctx.touched.add(`claim:${one.claim.id}`);
  }
  // Of a claim that has lost its place, none is kept: its row would hold on to a text of long ago.
  const those = found.map(({ claim }) => claim.rowId);
  await ctx.db.run(sql`
    delete from passages where claim in (select row_id from claims where essay = ${essay} and position < 0)
      and claim not in (select value from json_each(${JSON.stringify(those)}))`);
  return changes;
}

const claimsWithPassages = (ctx: Ctx, essay: number): Promise<ClaimWithPassage[]> =>
  ctx.db
    .select({
      claim: {
        rowId: claims.rowId,
        id: claims.id,
        slug: claims.slug,
        statement: claims.statement,
        quoteExact: claims.quoteExact,
        quotePrefix: claims.quotePrefix,
        quoteSuffix: claims.quoteSuffix,
        mergedInto: claims.mergedInto,
      },
      was: { how: passages.how, start: passages.start, end: passages.end },
    })
    .from(claims)
    .leftJoin(passages, eq(passages.claim, claims.rowId))
    .where(and(eq(claims.essay, essay), gt(claims.position, 0)))
    .orderBy(claims.position);

const samePassage = (a: Passage | null, b: Passage | null): boolean =>
  a?.how === b?.how && a?.start === b?.start && a?.end === b?.end;

const placeOf = (passage: Passage | null): Place | null =>
  passage === null || passage.start === null || passage.end === null
    ? null
    : { start: passage.start, end: passage.end };

function planOne({ claim, was }: ClaimWithPassage, before: string | undefined, text: string) {
  const { id, slug, statement } = claim;
  const stood = placeOf(was);
  const next = again(claim, was, before, text);
  const now = placeOf(next);
  const change: PassageChange = {
    claim: { id, slug, statement },
    before: was?.how ?? null,
    after: next.how,
    quote: claim.quoteExact,
    was: stood && before !== undefined ? before.slice(stood.start, stood.end) : null,
    now: now && text.slice(now.start, now.end),
  };
  return { seen: was, next, change, stands: claim.mergedInto === null };
}

/**
 * Found by where it stood in the text before, which may read differently from the claim's own quotation by now; what was
 * not found there, by that quotation. What a moderator placed by hand is not looked for elsewhere.
 */
function again(
  claim: ClaimWithPassage["claim"],
  was: Passage | null,
  before: string | undefined,
  text: string,
): Passage {
  const quote = { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix };
  const stood = before === undefined ? null : placeOf(was);
  const followed = stood && before !== undefined ? follow(before, stood, text) : null;
  const found = followed ?? (was?.how === "placed" ? null : anchor(text, quote));
  if (!found) return { how: "orphaned", start: null, end: null };
  const { start, end } = quotedAt(text, quote.exact, found) ?? found;
  return { how: howFound(quote, was, followed, text.slice(start, end)), start, end };
}

/** The claim's own words where they are back in the midst of what was found. */
function quotedAt(text: string, exact: string, { start, end }: Place): Place | undefined {
  const at = text.indexOf(exact, Math.max(0, start - exact.length + 1));
  return at >= 0 && at < end ? { start: at, end: at + exact.length } : undefined;
}

function howFound(quote: Quote, was: Passage | null, followed: Anchor | null, reads: string): Anchoring {
  if (reads === quote.exact) return was?.how === "placed" && followed?.how === "exact" ? "placed" : "exact";
  return was?.how === "placed" && followed?.how === "exact" ? "placed" : "changed";
}

/** Where a stretch of a text stands in the next one. Where nothing around it changed, it is where it was, whatever its like. */
function follow(before: string, { start, end }: Place, after: string): Anchor | null {
  const quote = quoteAt(before, start, end);
  const same = alikeUpTo(before, after);
  if (end + quote.suffix.length <= same) return { start, end, how: "exact" };
  const shift = after.length - before.length;
  if (start - quote.prefix.length >= before.length - alikeFromEnd(before, after, same)) {
    return { start: start + shift, end: end + shift, how: "exact" };
  }
  return anchor(after, quote, start);
}

function alikeUpTo(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a.charCodeAt(same) === b.charCodeAt(same)) same += 1;
  return same;
}

function alikeFromEnd(a: string, b: string, taken: number): number {
  const most = Math.min(a.length, b.length) - taken;
  let same = 0;
  while (same < most && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same += 1;
  return same;
}
