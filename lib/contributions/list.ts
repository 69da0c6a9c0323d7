import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { accounts, claims, contributions, isTombstone, revisions } from "@/db/schema";
import { claimRow } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { contributionRow } from "./by-id";
import {
  type Contribution,
  type ContributionKind,
  type ContributionSort,
  countedStates,
  type Stance,
  type State,
  stances,
} from "./contributions";
import { afterCursor, cursorAt, inOrder, orders, type Page } from "./cursor";
import { type MergeEnd, mergeEnds } from "./merged";
import { columns, currentRevision, type Row, shown } from "./rows";
import { firstOfEach } from "./stretches";
import { seesHeld } from "./visibility";

/** A contribution by itself, with what it belongs to and what it answers. */
export type PlacedContribution = Contribution & {
  claim: { id: string; slug: string };
  parent: string | null;
  /** What it went into, where it was merged. */
  mergedInto: MergeEnd | null;
};

export type ContributionFilters = {
  /** The id of what they answer; null for what answers the claim itself; left out for all, at any depth. */
  parent?: string | null | undefined;
  kind?: ContributionKind | undefined;
  stance?: Stance | undefined;
  /** Left out, what lists show in its place: not what was rejected, merged or is held. */
  state?: State | undefined;
  sort: ContributionSort;
  cursor: string | null;
  size?: number;
};

/** A contribution on the reading of the viewer, without what is around it. */
export async function contributionById(ctx: Ctx, id: string): Promise<PlacedContribution> {
  const row = await contributionRow(ctx, id);
  const [found] = await placedByRowId(ctx, [row.rowId]);
  if (!found) throw notFound("contribution");
  return found;
}

/** What is attached to a claim, one below the other, whatever it answers. */
export async function listContributions(
  ctx: Ctx,
  claimId: string,
  { parent, kind, stance, state, sort, cursor, size = 50 }: ContributionFilters,
): Promise<Page<PlacedContribution>> {
  const claim = await claimRow(ctx, claimId);
  const fits = and(
    eq(contributions.claim, claim.rowId),
    parent === undefined ? undefined : await answering(ctx, parent),
    kind && eq(contributions.kind, kind),
    stance && eq(contributions.stance, stance),
    state ? eq(contributions.state, state) : eq(contributions.listed, true),
    state === "held" && !seesHeld(ctx.viewer, claim.essay)
      ? eq(contributions.author, ctx.viewer?.rowId ?? 0)
      : undefined,
    cursor === null ? undefined : await afterCursor(ctx, sort, cursor),
  );
  // There is an index for each order by state, and one by what it answers and stance.
  const each =
    parent !== undefined && state === undefined
      ? stances.map((one) => sql`${fits} and ${eq(contributions.stance, one)}`)
      : [
          ...countedStates.map((one) => sql`${fits} and ${eq(contributions.state, one)}`),
          sql`${fits} and ${isTombstone}`,
        ];
  const fitting = state ? [sql`${fits}`] : each;
  // Chosen and ordered on the narrow rows alone, so that a long debate is not joined with all its texts.
  const found = await ctx.db.all<{ rowId: number; id: string; wilson: number; ratings: number }>(sql`
    select row_id as rowId, id, wilson, ratings from contributions
    where row_id in ${firstOfEach(fitting, orders[sort], size + 1)} ${inOrder(sort)}`);
  const items = found.slice(0, size);
  const last = items.at(-1);
  return {
    items: await placedByRowId(
      ctx,
      items.map(({ rowId }) => rowId),
    ),
    nextCursor: found.length > size && last ? cursorAt(sort, last) : null,
  };
}

async function answering(ctx: Ctx, parent: string | null): Promise<SQL> {
  if (parent === null) return isNull(contributions.parent);
  return eq(contributions.parent, (await contributionRow(ctx, parent)).rowId);
}

/** Bound of what is read at once of what the viewer attached to a claim. */
const ownAtMost = 500;

/** What the viewer attached to a claim, the newest first; with the text of what is held, which no page shows them. */
export async function ownContributions(ctx: Ctx, claim: number) {
  if (!ctx.viewer) return [];
  type Own = {
    id: string;
    kind: ContributionKind;
    stance: Stance;
    state: State;
    code: string | null;
    text: string | null;
  };
  return ctx.db.all<Own>(sql`
    select c.id, c.kind, c.stance, c.state, c.state_reason_code as code, case c.state when 'held' then r.text end as text
    from contributions c left join revisions r
      on c.state = 'held' and r.contribution = c.row_id and r.number = c.revision
    where c.author = ${ctx.viewer.rowId} and c.claim = ${claim}
    order by c.row_id desc limit ${ownAtMost}`);
}

/** These contributions by row id, in their order. The caller has seen to it that the viewer may know of them. */
export async function placedByRowId(ctx: Ctx, rowIds: number[]): Promise<PlacedContribution[]> {
  const rows = rowIds.length === 0 ? [] : await placedRows(ctx.db, { rowIds: JSON.stringify(rowIds) });
  const ends = await endsOf(ctx, rows);
  const found = new Map(rows.map((row) => [row.contribution.rowId, placed(ctx, row, ends)]));
  return rowIds.flatMap((rowId) => found.get(rowId) ?? []);
}

const placedRows = kept((db, { rowIds }: Given<{ rowIds: string }>) =>
  db
    .select({
      ...columns,
      claim: { id: claims.id, slug: claims.slug },
      parent: sql<
        string | null
      >`(select above.id from contributions above where above.row_id = ${contributions.parent})`,
    })
    .from(contributions)
    .innerJoin(revisions, currentRevision)
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .where(sql`${contributions.rowId} in (select value from json_each(${rowIds}))`),
);

const placed = (
  ctx: Ctx,
  row: Row & Pick<PlacedContribution, "claim" | "parent">,
  ends: Map<number, MergeEnd>,
): PlacedContribution => ({
  ...shown(ctx.viewer, row),
  claim: row.claim,
  parent: row.parent,
  mergedInto: ends.get(row.contribution.rowId) ?? null,
});

const endsOf = (ctx: Ctx, rows: Row[]): Promise<Map<number, MergeEnd>> =>
  mergeEnds(
    ctx,
    rows.filter(({ contribution }) => contribution.state === "merged").map(({ contribution }) => contribution.rowId),
  );
