import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { ContributionKind, Merged, State } from "./contributions";
import { page } from "./contributions";
import { authorOf } from "./rows";
import { isVisible } from "./visibility";

export type MergeEnd = { id: string; kind: ContributionKind };

type EndRow = { start: number; id: string; kind: ContributionKind; state: State; author: number; essay: number };

/** Where each of these that was merged is to be found: at the end of the chain, where what it went into was merged too. */
export async function mergeEnds(ctx: Ctx, rowIds: number[]): Promise<Map<number, MergeEnd>> {
  if (rowIds.length === 0) return new Map();
  const rows = await ctx.db.all<EndRow>(sql`
    with recursive into_(start, row_id) as (
      select row_id, merged_into from contributions
      where row_id in (select value from json_each(${JSON.stringify(rowIds)})) and merged_into is not null
      union all
      select into_.start, c.merged_into from into_ join contributions c on c.row_id = into_.row_id
      where c.merged_into is not null
    )
    select into_.start, c.id, c.kind, c.state, c.author, k.essay
    from into_ join contributions c on c.row_id = into_.row_id join claims k on k.row_id = c.claim
    where c.merged_into is null`);
  // What took it in may have been put back to held since: then its address is nobody's business.
  const shown = rows.filter((row) => isVisible(ctx.viewer, row, row.essay));
  return new Map(shown.map(({ start, id, kind }) => [start, { id, kind }]));
}

type MergedRow = {
  id: string;
  kind: ContributionKind;
  createdAt: number;
  authorId: string;
  name: string;
  deletedAt: number | null;
};

/** What went into a contribution, by itself or along with what went into that; the oldest first, bounded. */
export async function mergedIn(ctx: Ctx, contribution: number): Promise<Merged[]> {
  const rows = await ctx.db.all<MergedRow>(sql`
    with recursive from_(row_id) as (
      select row_id from contributions where merged_into = ${contribution}
      union all select c.row_id from from_ join contributions c on c.merged_into = from_.row_id
    )
    select c.id, c.kind, c.created_at as createdAt, a.id as authorId, a.name, a.deleted_at as deletedAt
    from from_ cross join contributions c on c.row_id = from_.row_id join accounts a on a.row_id = c.author
    order by +c.row_id limit ${page.size}`);
  return rows.map(({ authorId, name, deletedAt, createdAt, ...row }) => ({
    ...row,
    createdAt: new Date(createdAt),
    author: authorOf({ id: authorId, name, deletedAt: deletedAt === null ? null : new Date(deletedAt) }),
  }));
}
