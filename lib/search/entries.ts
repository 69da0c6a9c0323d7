import { eq, type SQL, sql } from "drizzle-orm";
import { claims, contributions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { entryOfClaim, entryOfContribution, isOfClaim, rowIdOf } from "./indexing";
import { kindLabel } from "./labels";
import { bounds, type SearchKind } from "./search";
import { matchOf, type Term } from "./terms";

/** Where a page of results begins: after so many, and after which entry where they are not ranked any more. */
export type Place = { shown: number; after: { of: "claim" | "contribution"; id: string } | null };

const cursors = /^(\d{1,6})(?:\.([ce])\.([a-z0-9]{1,20}))?$/;

/** A cursor is `20`, or `20.c.abc123` after a claim, `20.e.abc123` after a contribution. Null where it is none of ours. */
export function placeAt(cursor: string): Place | null {
  const [, shown, letter, id] = cursors.exec(cursor) ?? [];
  if (shown === undefined) return null;
  const after = id === undefined ? null : { of: letter === "c" ? ("claim" as const) : ("contribution" as const), id };
  return { shown: Number(shown), after };
}

type Wanted = { terms: Term[]; match: "all" | "any"; kind: SearchKind | undefined; essay: string | null; place: Place };
type Entries = {
  rowIds: number[];
  nextCursor: string | null;
  ranked: boolean;
  /** What was looked for: of a word that is in many texts, no longer ones. */
  looked: Term[];
};

/**
 * A page of the index's entries that hold what is wanted. Those that hold a telling word come first, best first; then
 * claims, then contributions, the newest of each first. One after the other, the pages hold all there are.
 */
export async function entriesOf(ctx: Ctx, { terms, match, kind, essay, place }: Wanted): Promise<Entries> {
  const looked = await weighed(ctx, terms);
  const asked = askedOf(looked, match, kind, essay);
  const wanted = bounds.page + 1;
  const best = asked.best && place.after === null ? await ranked(ctx, asked.best, place.shown, wanted) : [];
  const rest =
    asked.rest !== null && best.length < wanted ? await newest(ctx, asked.rest, kind, place, wanted - best.length) : [];
  const all = [...best, ...rest];
  const rowIds = all.slice(0, bounds.page);
  const last = rowIds.at(-1);
  const shown = place.shown + bounds.page;
  const unranked = best.length < bounds.page ? last : undefined;
  return {
    rowIds,
    nextCursor: all.length > bounds.page ? `${shown}${unranked === undefined ? "" : await keyOf(ctx, unranked)}` : null,
    ranked: best.length > 0 || rest.length === 0,
    looked: looked.map(({ term }) => term),
  };
}

/** What is asked of the index, in FTS5's own language. */
type Asked = {
  /** What is ranked, and by which words; null where none tells anything. */
  best: { by: string; all: string } | null;
  /** What is left after that; null where nothing is. */
  rest: string | null;
};

function askedOf(terms: Weighed[], match: "all" | "any", kind: SearchKind | undefined, essay: string | null): Asked {
  const labels = [...(essay === null ? [] : [essay]), ...(kind === undefined ? [] : [kindLabel(kind)])];
  const narrowed = (words: string) => labelled(`${kind === "source" ? "{title source} : " : ""}(${words})`, labels);
  const those = (common: boolean) => terms.filter((term) => term.common === common).map(({ asked }) => asked);
  const [telling, common] = [matchOf(those(false), match), matchOf(those(true), match)];
  if (telling === "") return { best: null, rest: narrowed(common) };
  if (common === "") return { best: { by: telling, all: narrowed(telling) }, rest: null };
  // Some words tell something and some do not: all have to be there, or what has but the latter comes last.
  return match === "all"
    ? { best: { by: telling, all: narrowed(`${telling} AND ${common}`) }, rest: null }
    : { best: { by: telling, all: narrowed(telling) }, rest: narrowed(`(${common}) NOT (${telling})`) };
}

const labelled = (match: string, labels: string[]): string =>
  [match, ...labels.map((label) => `"${label}"`)].join(" AND ");

/** A term as it is marked where it is found, as the index is asked for it, and whether it is in so many texts that it tells little. */
type Weighed = { term: Term; asked: Term; common: boolean };

/**
 * Ranking reckons with how many texts hold each word, and counts them: of a word that everybody uses that would take long.
 * Nor is such a word looked for as a beginning of longer ones: for that, all that hold any of them would be merged. Bounded
 * itself, so that a word everybody uses costs no more than another.
 */
async function weighed(ctx: Ctx, terms: Term[]): Promise<Weighed[]> {
  const holding = async (term: Term) => {
    const [found] = await ctx.db.all<{ count: number }>(sql`
      select count(*) as count from (
        select 1 from search_index where search_index match ${matchOf([term], "all")} limit ${bounds.ranked + 1})`);
    return found?.count ?? 0;
  };
  const all: Weighed[] = [];
  for (const term of terms) {
    const whole = { ...term, prefix: false };
    const holdIt = await holding(whole);
    if (holdIt > bounds.ranked) all.push({ term: whole, asked: whole, common: true });
    else if (!term.prefix) all.push({ term, asked: term, common: false });
    else {
      const holdAny = await holding(term);
      // Where longer words find nothing more, the word alone finds it sooner.
      all.push({ term, asked: holdAny === holdIt ? whole : term, common: holdAny > bounds.ranked });
    }
  }
  return all;
}

/** Of the columns title, text, source: a statement says what it is about in few words, a source is said beside it. */
const weights = "8.0, 3.0, 1.0";

/** Ranked by the telling words alone. Labels are asked for beside that: ranked by, all that hold one would be counted. */
async function ranked(ctx: Ctx, { by, all }: { by: string; all: string }, offset: number, limit: number) {
  const among = sql`and +search_index.rowid in (select rowid from search_index where search_index match ${all})`;
  const rows = await ctx.db.all<{ rowid: number }>(sql`
    select search_index.rowid from search_index where search_index match ${by} ${`(${by})` === all ? sql`` : among}
    order by bm25(search_index, ${sql.raw(weights)}), search_index.rowid limit ${limit} offset ${offset}`);
  return rows.map(({ rowid }) => rowid);
}

/** Along the index from its end: claims, which its labels tell, and then contributions. */
async function newest(ctx: Ctx, match: string, kind: SearchKind | undefined, { after }: Place, limit: number) {
  const before = after && (await entryAt(ctx, after));
  const along = async (match: string, which: SQL, limit: number) => {
    const rows = await ctx.db.all<{ rowid: number }>(sql`
      select rowid from search_index where search_index match ${match} and ${which} order by rowid desc limit ${limit}`);
    return rows.map(({ rowid }) => rowid);
  };
  const found: number[] = [];
  if (after?.of !== "contribution" && !isOfContributions(kind)) {
    const older = before === null ? sql`true` : sql`rowid < ${before}`;
    found.push(...(await along(labelled(match, [kindLabel("claim")]), older, limit)));
  }
  if (found.length < limit && (kind === undefined || isOfContributions(kind))) {
    const older = before === null || after?.of === "claim" ? sql`true` : sql`rowid < ${before}`;
    found.push(...(await along(match, sql`rowid % 2 = 1 and ${older}`, limit - found.length)));
  }
  return found;
}

const isOfContributions = (kind: SearchKind | undefined): boolean =>
  kind === "evidence" || kind === "rebuttal" || kind === "source";

async function entryAt(ctx: Ctx, { of, id }: NonNullable<Place["after"]>): Promise<number | null> {
  const table = of === "claim" ? claims : contributions;
  const [row] = await ctx.db.select({ rowId: table.rowId }).from(table).where(eq(table.id, id));
  if (!row) return null;
  return of === "claim" ? entryOfClaim(row.rowId) : entryOfContribution(row.rowId);
}

/** An entry as a cursor names it. */
async function keyOf(ctx: Ctx, entry: number): Promise<string> {
  const table = isOfClaim(entry) ? claims : contributions;
  const [row] = await ctx.db
    .select({ id: table.id })
    .from(table)
    .where(eq(table.rowId, rowIdOf(entry)));
  return row ? `.${isOfClaim(entry) ? "c" : "e"}.${row.id}` : "";
}
