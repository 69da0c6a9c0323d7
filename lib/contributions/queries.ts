import { desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type Given, kept } from "@/db/kept";
import { accounts, claims, contributions, essays, revisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { contributionRow, shownByRowId } from "./by-id";
import {
  type Contribution,
  type OwnRating,
  type Permalink,
  page,
  type RatingCounts,
  type Revision,
} from "./contributions";
import { mergedIn, mergeEnds } from "./merged";
import { authorOf, hidesText, sourceOf } from "./rows";
import { isVisible } from "./visibility";

export { answersTo, sidesOf } from "./branches";
export { contributionRow, contributionsByRowId } from "./by-id";

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

/** What curators rejected of the direct answers to a claim (or to one contribution), the latest first, bounded. */
export async function rejectedAmong(ctx: Ctx, claim: number, parent: number | null): Promise<Contribution[]> {
  const answers = parent === null ? sql`parent is null` : sql`parent = ${parent}`;
  // The state literally: SQLite can't tell that an index of only these is meant where it is a parameter.
  const rows = await ctx.db.all<{ rowId: number }>(sql`
    select row_id as rowId from contributions where claim = ${claim} and ${answers} and state = 'rejected'
    order by row_id desc limit ${page.size}`);
  return shownByRowId(ctx, rowIdsOf(rows));
}

/** A contribution under its claim, with the chain of what it answers, from the claim down. */
export async function permalink(ctx: Ctx, id: string): Promise<Permalink> {
  const row = await contributionRow(ctx, id);
  const [claim] = await claimAbove(ctx.db, { claim: row.claim });
  if (!claim) throw notFound("contribution");
  const { first, last } = page.chain;
  const above = await ctx.db.all<{ rowId: number }>(sql`
    select row_id as rowId from contributions
    where (depth < ${first} or depth >= ${row.depth - last}) and row_id in (
      with recursive above(row_id, parent) as (
        select row_id, parent from contributions where row_id = ${row.rowId}
        union all select c.row_id, c.parent from contributions c join above on c.row_id = above.parent
      ) select row_id from above)
    order by depth`);
  const chain = await shownByRowId(ctx, rowIdsOf(above));
  const contribution = chain.pop();
  if (!contribution) throw notFound("contribution");
  const mergedInto = (await mergeEnds(ctx, row.state === "merged" ? [row.rowId] : [])).get(row.rowId) ?? null;
  return { claim, chain, contribution, mergedInto, merged: await mergedIn(ctx, row.rowId) };
}

const claimAbove = kept((db, { claim }: Given<{ claim: number }>) =>
  db
    .select({
      id: claims.id,
      slug: claims.slug,
      statement: claims.statement,
      kind: claims.kind,
      essay: { slug: essays.slug, title: essays.title },
    })
    .from(claims)
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .where(eq(claims.rowId, claim)),
);

const rowIdsOf = (rows: { rowId: number }[]) => rows.map(({ rowId }) => rowId);

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
