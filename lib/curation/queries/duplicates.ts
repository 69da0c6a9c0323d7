import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import { contributions, revisions } from "@/db/schema";
import { type Contribution, countedStates } from "@/lib/contributions/contributions";
import { contributionRow, contributionsByRowId } from "@/lib/contributions/queries";
import { currentRevision } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import { areAlike, likeliest } from "@/lib/search/alike";
import type { Alike } from "../duplicates";

const shownAtMost = 8;

export type Likely = { contribution: Contribution; alike: Alike[] };

/**
 * What a contribution may duplicate, the likeliest first: of the same kind and side on the same claim, what counts and
 * has the same source, one from the same domain, or much the same words. Bounded, however much hangs on the claim.
 */
export async function likelyDuplicates(ctx: Ctx, contributionId: string): Promise<Likely[]> {
  authorize(ctx, "queue.read");
  const it = await contributionRow(ctx, contributionId);
  const others = and(
    eq(contributions.claim, it.claim),
    inArray(contributions.state, [...countedStates]),
    eq(contributions.kind, it.kind),
    eq(contributions.stance, it.stance),
    ne(contributions.rowId, it.rowId),
  );
  const found = new Map<number, Alike[]>();
  const add = (rowId: number, alike: Alike) => found.set(rowId, [...(found.get(rowId) ?? []), alike]);
  if (it.sourceKey !== null) {
    const sameDomain = it.sourceDomain === null ? undefined : eq(contributions.sourceDomain, it.sourceDomain);
    const rows = await ctx.db
      .select({ rowId: contributions.rowId, key: contributions.sourceKey })
      .from(contributions)
      .where(and(others, or(eq(contributions.sourceKey, it.sourceKey), sameDomain)))
      .orderBy(sql`${contributions.sourceKey} = ${it.sourceKey} desc`, desc(contributions.rowId))
      .limit(shownAtMost);
    for (const { rowId, key } of rows) add(rowId, key === it.sourceKey ? "source" : "domain");
  }
  const text = (await textsOf(ctx, [it.rowId])).get(it.rowId) ?? "";
  const near = await likeliest(ctx, it.claim, text, others, shownAtMost);
  const texts = await textsOf(ctx, near);
  for (const rowId of near) if (areAlike(text, texts.get(rowId) ?? "")) add(rowId, "words");

  const weight = (alike: Alike[]) => alike.reduce((sum, one) => sum + weights[one], 0);
  const best = [...found].sort(([, a], [, b]) => weight(b) - weight(a)).slice(0, shownAtMost);
  const shown = await contributionsByRowId(
    ctx,
    best.map(([rowId]) => rowId),
  );
  return best.flatMap(([rowId, alike]) => {
    const contribution = shown.get(rowId);
    return contribution ? [{ contribution, alike }] : [];
  });
}

const weights: Record<Alike, number> = { source: 4, words: 2, domain: 1 };

/** What each says and quotes, as one text. */
async function textsOf(ctx: Ctx, rowIds: number[]): Promise<Map<number, string>> {
  const rows = await ctx.db
    .select({
      rowId: contributions.rowId,
      text: revisions.text,
      title: revisions.sourceTitle,
      excerpt: revisions.sourceExcerpt,
    })
    .from(contributions)
    .innerJoin(revisions, currentRevision)
    .where(inArray(contributions.rowId, rowIds));
  return new Map(
    rows.map(({ rowId, text, title, excerpt }) => [rowId, [title, text, excerpt].filter(Boolean).join("\n")]),
  );
}
