import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";

const farOff = 1_000_000_000;

/** Moves the claims after a place on by one, or back. By way of far-off places: no two claims of an essay may share one meanwhile. */
export async function shift(ctx: Ctx, essay: number, after: number, by: 1 | -1): Promise<void> {
  await ctx.db.run(sql`
    update claims set position = position + ${farOff} where essay = ${essay} and position > ${after}`);
  await ctx.db.run(sql`
    update claims set position = position - ${farOff - by} where essay = ${essay} and position > ${farOff}`);
}

/** The place of the last claim in a section, or before it where that has none yet: what comes next goes right after it. */
export async function lastPlaceIn(ctx: Ctx, section: { essay: number; position: number }): Promise<number> {
  const [row] = await ctx.db.all<{ place: number }>(sql`
    select coalesce(max(c.position), 0) as place from claims c join sections s on s.row_id = c.section
    where c.essay = ${section.essay} and s.position <= ${section.position} and c.position > 0`);
  return row?.place ?? 0;
}
