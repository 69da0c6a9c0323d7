import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type Given, kept } from "@/db/kept";
import { accounts, claims, contributions, essays, revisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import {
  type Branch,
  type Contribution,
  type ContributionSort,
  type OwnRating,
  type Permalink,
  page,
  type RatingCounts,
  type Revision,
  type Stance,
  stances,
} from "./contributions";
import { afterCursor, cursorAt, orders, type Page } from "./cursor";
import { mergedIn, mergeEnds } from "./merged";
import { authorOf, essayOf, hidesText, type Row, shown, shownRows, sourceOf } from "./rows";
import { firsts } from "./stretches";
import { isVisible } from "./visibility";

/** The contribution's row, for commands, if the viewer may know of it. */
export async function contributionRow(ctx: Ctx, id: string) {
  const [found] = await rowById(ctx.db, { id });
  if (!found || !isVisible(ctx.viewer, found.row, found.essay)) throw notFound("contribution");
  return found.row;
}

const rowById = kept((db, { id }: Given<{ id: string }>) =>
  db.select({ row: contributions, essay: essayOf }).from(contributions).where(eq(contributions.id, id)),
);

/**
 * The row with what commands on it need besides: its author, its claim and that claim's essay, and all of it as the
 * `target` that the policy is asked about. A number is a row id.
 */
export async function contributionInContext(ctx: Ctx, id: string | number) {
  const above = alias(contributions, "above");
  const [found] = await ctx.db
    .select({
      contribution: contributions,
      answered: { rowId: above.author },
      author: { rowId: accounts.rowId, id: accounts.id },
      claim: {
        rowId: claims.rowId,
        id: claims.id,
        slug: claims.slug,
        lock: claims.lock,
        lockedUntil: claims.lockedUntil,
        essay: claims.essay,
        essayId: essays.id,
      },
    })
    .from(contributions)
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .leftJoin(above, eq(above.rowId, contributions.parent))
    .where(typeof id === "number" ? eq(contributions.rowId, id) : eq(contributions.id, id));
  if (!found || !isVisible(ctx.viewer, found.contribution, found.claim.essay)) throw notFound("contribution");
  const { contribution, author, claim, answered } = found;
  return { contribution, author, claim, target: { author, answered, state: contribution.state, essay: claim.essay } };
}

/**
 * One page of what answers a claim on each side, each with the first of what answers it. Both sides are read together: a
 * statement more costs such a page as much as ten rows.
 */
export async function sidesOf(
  ctx: Ctx,
  claim: number,
  {
    sort,
    cursors,
    size = page.size,
  }: { sort: ContributionSort; cursors: Record<Stance, string | null>; size?: number },
): Promise<Record<Stance, Page<Branch>>> {
  const place = and(eq(contributions.claim, claim), isNull(contributions.parent));
  const fitting: SQL[] = [];
  for (const stance of stances) {
    const cursor = cursors[stance];
    const after = cursor === null ? undefined : await afterCursor(ctx, sort, cursor);
    const listed = and(
      eq(contributions.listed, true),
      eq(contributions.stance, stance),
      isNull(contributions.pinnedAt),
    );
    fitting.push(sql`${and(place, listed, after)}`);
  }
  const rows = await shownRows(ctx)
    .where(sql`${contributions.rowId} in (${firsts(fitting, orders[sort], size + 1)})`)
    .orderBy(...orders[sort]);
  const first = await pinnedOn(ctx, claim);
  const of = (stance: Stance, all: Row[]) => all.filter((row) => row.contribution.stance === stance);
  const shownOf = (stance: Stance) => [
    ...(cursors[stance] === null ? of(stance, first) : []),
    ...of(stance, rows).slice(0, size),
  ];
  const roots = stances.flatMap(shownOf);
  const branches = await withAnswers(ctx, roots, page.depth);
  const side = (stance: Stance): Page<Branch> => {
    const its = of(stance, rows);
    const last = its[size - 1];
    return {
      items: branches.filter((branch) => branch.stance === stance),
      nextCursor: its.length > size && last ? cursorAt(sort, last.contribution) : null,
    };
  };
  return { supports: side("supports"), contradicts: side("contradicts") };
}

/** What curators put before the rest of its side, in the order in which they did. */
async function pinnedOn(ctx: Ctx, claim: number): Promise<Row[]> {
  const rows = await shownRows(ctx)
    // Nothing but these, and the stance too: else SQLite is led away from the index that holds only what is pinned.
    .where(
      and(
        eq(contributions.claim, claim),
        inArray(contributions.stance, [...stances]),
        isNotNull(contributions.pinnedAt),
      ),
    )
    .orderBy(asc(contributions.pinnedAt), asc(contributions.rowId));
  return rows.filter(({ contribution }) => contribution.parent === null && contribution.listed);
}

/** One page of the direct answers to a contribution, each with the first of what answers it. */
export async function answersTo(
  ctx: Ctx,
  id: string,
  { sort, cursor, size = page.size }: { sort: ContributionSort; cursor: string | null; size?: number },
): Promise<Page<Branch>> {
  const parent = await contributionRow(ctx, id);
  const place = and(eq(contributions.claim, parent.claim), eq(contributions.parent, parent.rowId));
  return branches(ctx, place, sort, cursor, size, page.depth);
}

/** What curators rejected of the direct answers to a claim (or to one contribution), the latest first, bounded. */
export async function rejectedAmong(ctx: Ctx, claim: number, parent: number | null): Promise<Contribution[]> {
  const rows = await shownRows(ctx)
    .where(
      and(
        eq(contributions.claim, claim),
        parent === null ? isNull(contributions.parent) : eq(contributions.parent, parent),
        // Literally: SQLite can't tell that an index of only these is meant where it is a parameter.
        sql`${contributions.state} = 'rejected'`,
      ),
    )
    .orderBy(desc(contributions.rowId))
    .limit(page.size);
  return rows.map((row) => shown(ctx.viewer, row));
}

/** A contribution under its claim, with the chain of what it answers, from the claim down. */
export async function permalink(ctx: Ctx, id: string): Promise<Permalink> {
  const row = await contributionRow(ctx, id);
  const [claim] = await ctx.db
    .select({
      id: claims.id,
      slug: claims.slug,
      statement: claims.statement,
      kind: claims.kind,
      essay: { slug: essays.slug, title: essays.title },
    })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .where(eq(claims.rowId, row.claim));
  if (!claim) throw notFound("contribution");
  const { first, last } = page.chain;
  const rows = await shownRows(ctx)
    .where(
      sql`(${contributions.depth} < ${first} or ${contributions.depth} >= ${row.depth - last}) and ${contributions.rowId} in (
        with recursive above(row_id, parent) as (
          select row_id, parent from contributions where row_id = ${row.rowId}
          union all select c.row_id, c.parent from contributions c join above on c.row_id = above.parent
        ) select row_id from above)`,
    )
    .orderBy(asc(contributions.depth));
  const chain = rows.map((row) => shown(ctx.viewer, row));
  const contribution = chain.pop();
  if (!contribution) throw notFound("contribution");
  const mergedInto = (await mergeEnds(ctx, row.state === "merged" ? [row.rowId] : [])).get(row.rowId) ?? null;
  return { claim, chain, contribution, mergedInto, merged: await mergedIn(ctx, row.rowId) };
}

/** These contributions by row id. The caller has seen to it that the viewer may know of them. */
export async function contributionsByRowId(ctx: Ctx, rowIds: number[]): Promise<Map<number, Contribution>> {
  const rows = await shownRows(ctx).where(inArray(contributions.rowId, rowIds));
  return new Map(rows.map((row) => [row.contribution.rowId, shown(ctx.viewer, row)]));
}

/** Every wording a contribution has had, the newest first; none of what was withdrawn or removed. */
export async function revisionsOf(ctx: Ctx, id: string): Promise<Revision[]> {
  const row = await contributionRow(ctx, id);
  const rows = await ctx.db
    .select({ revision: revisions, by: { id: accounts.id, name: accounts.name, deletedAt: accounts.deletedAt } })
    .from(revisions)
    .innerJoin(accounts, eq(accounts.rowId, revisions.by))
    .where(eq(revisions.contribution, row.rowId))
    .orderBy(desc(revisions.number))
    .limit(200);
  if (hidesText(row.state)) return [];
  return rows.map(({ revision, by }) => ({
    number: revision.number,
    at: revision.at,
    by: authorOf(by),
    text: revision.text,
    source: row.kind === "evidence" ? sourceOf(revision) : null,
  }));
}

/** The viewer's own ratings of a claim's contributions, with the counts they are in; at most a thousand. */
export async function ownRatings(ctx: Ctx, claim: number): Promise<Record<string, OwnRating>> {
  if (!ctx.viewer) return {};
  const rows = await ctx.db.all<{ id: string; value: number } & RatingCounts>(sql`
    select c.id, r.value, c.convincing, c.unconvincing
    from contributions c join ratings r on r.contribution = c.row_id and r.account = ${ctx.viewer.rowId}
    where c.claim = ${claim} limit 1000`);
  return Object.fromEntries(
    rows.map(({ id, value, ...counts }) => [id, { rating: value > 0 ? "convincing" : "unconvincing", counts }]),
  );
}

async function branches(
  ctx: Ctx,
  place: SQL | undefined,
  sort: ContributionSort,
  cursor: string | null,
  size: number,
  depth: number,
): Promise<Page<Branch>> {
  const after = cursor === null ? undefined : await afterCursor(ctx, sort, cursor);
  const rows = await shownRows(ctx)
    .where(and(place, eq(contributions.listed, true), after))
    .orderBy(...orders[sort])
    .limit(size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return {
    items: await withAnswers(ctx, items, depth),
    nextCursor: rows.length > size && last ? cursorAt(sort, last.contribution) : null,
  };
}

/** Adds the first answers of each, level by level: one query a level, each bounded by the number of parents. */
async function withAnswers(ctx: Ctx, rows: Row[], depth: number): Promise<Branch[]> {
  const parents = rows.filter((row) => row.contribution.answers > 0).map((row) => row.contribution.rowId);
  const children = new Map<number, Branch[]>();
  if (depth > 0 && parents.length > 0) {
    const below = await shownRows(ctx)
      .where(
        sql`${contributions.rowId} in (
          select child.row_id from json_each(${JSON.stringify(parents)}) p, contributions child
          where child.row_id in (
            select row_id from contributions where parent = p.value and listed = 1
            order by wilson desc, row_id desc limit ${page.answers}))`,
      )
      .orderBy(...orders.convincing);
    const grown = await withAnswers(ctx, below, depth - 1);
    below.forEach((row, i) => {
      const parent = row.contribution.parent as number;
      children.set(parent, [...(children.get(parent) ?? []), grown[i] as Branch]);
    });
  }
  return rows.map((row) => ({ ...shown(ctx.viewer, row), children: children.get(row.contribution.rowId) ?? [] }));
}
