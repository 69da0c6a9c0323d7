import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { claims, contributions, essays, revisions } from "@/db/schema";
import { claimKinds } from "@/lib/claims/claims";
import { countedStates } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { anyMarked, excerpt, marked } from "./excerpt";
import { entryOfClaim, entryOfContribution } from "./indexing";
import { type SearchInput, searchInput } from "./input";
import { bounds, type Found, type SearchKind, type SearchResults } from "./search";
import { matchOf, type Term, termsOf } from "./terms";

/** Claims, evidence, rebuttals and sources that hold what is asked for, best first. */
export async function search(ctx: Ctx, input: SearchInput): Promise<SearchResults> {
  const { q, essay, kind, match, cursor } = parse(searchInput, input);
  const typed = termsOf(q);
  if (typed.length === 0) return { items: [], nextCursor: null };
  const { terms, telling } = await weighed(ctx, typed);

  const asked = matchOf(terms, match, kind === "source" ? ["title", "source"] : undefined);
  const filtered = sql`${joins(essay, kind)} where ${and(ofEssay(essay), ofKind(kind)) ?? sql`true`}`;
  // What no filter passes over need not be more than the pages there are.
  const looked = essay === undefined && kind === undefined ? bounds.deepest + bounds.page + 1 : bounds.looked;
  const page = sql`limit ${bounds.page + 1} offset ${cursor}`;
  const entries = telling
    ? await ctx.db.all<{ rowid: number }>(sql`
        select search_index.rowid from search_index ${filtered} and search_index match ${asked}
        order by bm25(search_index, ${sql.raw(weights)}), search_index.rowid ${page}`)
    : await ctx.db.all<{ rowid: number }>(sql`
        select search_index.rowid from (${newestEntries(asked, looked)}) search_index ${filtered}
        order by search_index.rowid % 2, search_index.rowid desc ${page}`);
  const rowIds = entries.slice(0, bounds.page).map((entry) => entry.rowid);
  const more = entries.length > bounds.page && cursor + bounds.page <= bounds.deepest;

  const found = new Map([
    ...(await foundClaims(
      ctx,
      rowIds.filter((id) => id % 2 === 0).map((id) => id / 2),
      terms,
    )),
    ...(await foundContributions(
      ctx,
      rowIds.filter((id) => id % 2 === 1).map((id) => (id - 1) / 2),
      terms,
    )),
  ]);
  return {
    items: rowIds.flatMap((id) => found.get(id) ?? []),
    nextCursor: more ? String(cursor + bounds.page) : null,
  };
}

/**
 * Whether all of the terms tell something: a word is found so often that ranking what holds it would take long, because
 * bm25 counts all that holds each. Such a word is not looked for as a beginning of longer ones, either: for that, all that
 * hold any of them would be merged. Bounded itself, so that a word everybody uses costs no more than another.
 */
async function weighed(ctx: Ctx, typed: Term[]): Promise<{ terms: Term[]; telling: boolean }> {
  const often = async (term: Term) => {
    const [found] = await ctx.db.all<{ count: number }>(sql`
      select count(*) as count from (
        select 1 from search_index where search_index match ${matchOf([term], "all")} limit ${bounds.ranked + 1})`);
    return (found?.count ?? 0) > bounds.ranked;
  };
  const terms: Term[] = [];
  let telling = true;
  for (const term of typed) {
    const whole = { ...term, prefix: false };
    const common = await often(whole);
    terms.push(common ? whole : term);
    if (common || (term.prefix && (await often(term)))) telling = false;
  }
  return { terms, telling };
}

/** The claims and the newest contributions that hold what is asked for. */
const newestEntries = (asked: string, looked: number): SQL => sql`
  select * from (
    select rowid from search_index where search_index match ${asked}
      and rowid <= (select coalesce(max(row_id), 0) * 2 from claims) and rowid % 2 = 0 limit ${looked})
  union all select * from (
    select rowid from search_index where search_index match ${asked} and rowid % 2 = 1
    order by rowid desc limit ${looked})`;

/** Of the columns title, text, source: a statement says what it is about in few words, a source is said beside it. */
const weights = "8.0, 3.0, 1.0";

/** The claim that an entry is or belongs to, where a filter needs it. */
const joins = (essay: string | undefined, kind: SearchKind | undefined): SQL =>
  essay === undefined && kind === undefined
    ? sql``
    : sql`
      left join contributions on search_index.rowid % 2 = 1 and contributions.row_id = search_index.rowid / 2
      join claims on claims.row_id = case search_index.rowid % 2 when 0 then search_index.rowid / 2 else contributions.claim end
      join essays on essays.row_id = claims.essay`;

const ofEssay = (slug: string | undefined): SQL | undefined => (slug === undefined ? undefined : eq(essays.slug, slug));

function ofKind(kind: SearchKind | undefined): SQL | undefined {
  if (kind === undefined) return undefined;
  if (kind === "claim") return sql`search_index.rowid % 2 = 0`;
  if (kind === "evidence" || kind === "rebuttal") return eq(contributions.kind, kind);
  if (kind === "source") return eq(contributions.kind, "evidence");
  return and(
    sql`search_index.rowid % 2 = 0`,
    inArray(
      claims.kind,
      claimKinds.filter((one) => one === kind),
    ),
  );
}

const about = {
  claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
  essay: { slug: essays.slug, title: essays.title },
};

async function foundClaims(ctx: Ctx, rowIds: number[], terms: Term[]): Promise<[number, Found][]> {
  if (rowIds.length === 0) return [];
  const rows = await ctx.db
    .select({ rowId: claims.rowId, kind: claims.kind, quote: claims.quoteExact, ...about })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    // The index holds no others; should it ever, they still aren't shown.
    .where(and(inArray(claims.rowId, rowIds), isNull(claims.mergedInto)));
  return rows.map(({ rowId, kind, quote, claim, essay }) => {
    const url = paths.claim(claim);
    const title = marked(claim.statement, terms);
    const found = { type: "claim" as const, kind, id: claim.id, url, title, claim: { ...claim, url }, essay };
    return [entryOfClaim(rowId), { ...found, excerpt: excerpt(quote, terms) }];
  });
}

async function foundContributions(ctx: Ctx, rowIds: number[], terms: Term[]): Promise<[number, Found][]> {
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
    .where(and(inArray(contributions.rowId, rowIds), inArray(contributions.state, [...countedStates])));
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
