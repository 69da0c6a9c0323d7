import { getTableColumns, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Ctx } from "@/lib/ctx";

/** Row ids by the ids that the document has. */
export type RowIds = Map<string, number>;

/** Inserts rows, many at a time, in their order. SQLite takes 32,766 values in one statement. */
export async function insertAll<Table extends SQLiteTable>(ctx: Ctx, table: Table, rows: Table["$inferInsert"][]) {
  const size = Math.floor(30_000 / Object.keys(getTableColumns(table)).length);
  for (let i = 0; i < rows.length; i += size) await ctx.db.insert(table).values(rows.slice(i, i + size));
}

/** The row ids of what was just inserted, by the ids that the document has for it. */
export async function rowIdsOf(
  ctx: Ctx,
  table: "claims" | "contributions" | "decisions",
  ids: Map<string, string>,
): Promise<RowIds> {
  const rows = await ctx.db.all<{ id: string; row_id: number }>(sql`
    select id, row_id from ${sql.identifier(table)}
    where id in (select value from json_each(${JSON.stringify([...ids.values()])}))`);
  const byId = new Map(rows.map((row) => [row.id, row.row_id]));
  return new Map([...ids].map(([own, id]) => [own, byId.get(id) ?? 0]));
}

export const date = (iso: string) => new Date(iso);
export const dateOrNull = (iso: string | null) => (iso === null ? null : new Date(iso));
export const at = (rowIds: RowIds, id: string | null) => (id === null ? null : (rowIds.get(id) ?? null));
