import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { claims, contributions, essays, revisions } from "@/db/schema";
import { countedStates } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { entriesOf } from "./entries";
import { anyMarked, excerpt, marked } from "./excerpt";
import { entryOfClaim, entryOfContribution, isOfClaim, rowIdOf } from "./indexing";
import { type SearchInput, searchInput } from "./input";
import { beingIndexed } from "./keeping";
import { essayLabel } from "./labels";
import type { Found, SearchResults } from "./search";
import { type Term, termsOf } from "./terms";

/** Claims, evidence, rebuttals and sources that hold what is asked for, best first. */
export async function search(ctx: Ctx, input: SearchInput): Promise<SearchResults> {
  const { q, essay: slug, kind, match, cursor } = parse(searchInput, input);
  const { terms, whole } = termsOf(q);
  const [essay] = slug === undefined ? [] : await ctx.db.select().from(essays).where(eq(essays.slug, slug));
  if (terms.length === 0 || (slug !== undefined && !essay)) {
    return { items: [], nextCursor: null, order: "best", whole, unfinished: false };
  }
  const label = essay ? essayLabel(essay.rowId) : null;
  const { rowIds, nextCursor, ranked, looked } = await entriesOf(ctx, {
    terms,
    match,
    kind,
    essay: label,
    place: cursor,
  });
  // Where the index is not up to date yet, what has left the essay is not shown as if it were in it.
  const within = essay && eq(claims.essay, essay.rowId);
  const found = new Map([
    ...(await foundClaims(ctx, rowIds.filter(isOfClaim).map(rowIdOf), looked, within)),
    ...(await foundContributions(ctx, rowIds.filter((entry) => !isOfClaim(entry)).map(rowIdOf), looked, within)),
  ]);
  return {
    items: rowIds.flatMap((entry) => found.get(entry) ?? []),
    nextCursor,
    order: ranked ? "best" : "newest",
    whole,
    unfinished: (slug !== undefined || kind !== undefined) && (await beingIndexed(ctx)),
  };
}

const about = {
  claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
  essay: { slug: essays.slug, title: essays.title },
};

async function foundClaims(
  ctx: Ctx,
  rowIds: number[],
  terms: Term[],
  within: SQL | undefined,
): Promise<[number, Found][]> {
  if (rowIds.length === 0) return [];
  const rows = await ctx.db
    .select({ rowId: claims.rowId, kind: claims.kind, quote: claims.quoteExact, ...about })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    // The index holds no others; should it ever, they still aren't shown.
    .where(and(inArray(claims.rowId, rowIds), isNull(claims.mergedInto), within));
  return rows.map(({ rowId, kind, quote, claim, essay }) => {
    const url = paths.claim(claim);
    const title = marked(claim.statement, terms);
    const found = { type: "claim" as const, kind, id: claim.id, url, title, claim: { ...claim, url }, essay };
    return [entryOfClaim(rowId), { ...found, excerpt: excerpt(quote, terms) }];
  });
}

async function foundContributions(
  ctx: Ctx,
  rowIds: number[],
  terms: Term[],
  within: SQL | undefined,
): Promise<[number, Found][]> {
  if (rowIds.length === 0) return [];
  const rows = await ctx.db
    .select({
      rowId: contributions.rowId,
      id: contributions.id,
      kind: contributions.kind,
      state: contributions.state,
      text: revisions.text,
      title: revisions.sourceTitle,
      author: revisions.sourceAuthor,
      publisher: revisions.sourcePublisher,
      citation: revisions.sourceCitation,
      excerpt: revisions.sourceExcerpt,
      ...about,
    })
    .from(contributions)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    // The index holds nothing else; should it ever, it still isn't shown.
    .where(and(inArray(contributions.rowId, rowIds), inArray(contributions.state, [...countedStates]), within));
  return rows.map(({ rowId, id, kind, state, claim, essay, ...row }) => {
    const source = [row.excerpt, row.author, row.publisher, row.citation].filter(Boolean).join(" · ");
    const [ofText, ofSource] = [excerpt(row.text, terms), excerpt(source, terms)];
    const found: Found = {
      type: kind,
      state,
      id,
      url: paths.contribution({ kind, id }),
      title: marked(row.title ?? "", terms),
      excerpt: !anyMarked(ofText) && anyMarked(ofSource) ? ofSource : ofText,
      claim: { ...claim, url: paths.claim(claim) },
      essay,
    };
    return [entryOfContribution(rowId), found];
  });
}
