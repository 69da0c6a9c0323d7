import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";

/** The names that people go by; null for former members. */
export async function namesOf(ctx: Ctx, rowIds: (number | null)[]): Promise<Map<number, string | null>> {
  const wanted = JSON.stringify([...new Set(rowIds.filter((rowId) => rowId !== null))]);
  const rows = await ctx.db.all<{ row_id: number; name: string | null }>(sql`
    select row_id, case when deleted_at is null then name end as name from accounts
    where row_id in (select value from json_each(${wanted}))`);
  return new Map(rows.map((row) => [row.row_id, row.name]));
}
