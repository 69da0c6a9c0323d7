import { asc, desc, lt, type SQL, sql } from "drizzle-orm";
import { contributions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import type { ContributionSort } from "./contributions";

export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** What each order sorts by, the row's key last, so that no two have the same place. */
export const orders: Record<ContributionSort, SQL[]> = {
  convincing: [desc(contributions.wilson), desc(contributions.rowId)],
  newest: [desc(contributions.rowId)],
  "least-reviewed": [asc(contributions.ratings), asc(contributions.rowId)],
};

export const inOrder = (sort: ContributionSort): SQL => sql`order by ${sql.join(orders[sort], sql`, `)}`;

/** A keyset cursor: the last item's id and the value it was sorted by, `abc123.0.2065` for instance. */
export function cursorAt(sort: ContributionSort, row: { id: string; wilson: number; ratings: number }): string {
  if (sort === "newest") return row.id;
  return `${row.id}.${sort === "convincing" ? row.wilson : row.ratings}`;
}

/** The condition that a row comes after the cursor. */
export async function afterCursor(ctx: Ctx, sort: ContributionSort, cursor: string): Promise<SQL> {
  const [, id = "", text = ""] = /^([a-z0-9]{1,20})(?:\.(\d+(?:\.\d+)?(?:e-\d+)?))?$/.exec(cursor) ?? [];
  const [last] = await ctx.db.all<{ rowId: number }>(sql`select row_id as rowId from contributions where id = ${id}`);
  if (!last || (sort !== "newest" && text === "")) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  const value = Number(text);
  if (sort === "newest") return lt(contributions.rowId, last.rowId);
  // As rows, because an `or` would be read from the list's beginning.
  return sort === "convincing"
    ? sql`(${contributions.wilson}, ${contributions.rowId}) < (${value}, ${last.rowId})`
    : sql`(${contributions.ratings}, ${contributions.rowId}) > (${value}, ${last.rowId})`;
}
