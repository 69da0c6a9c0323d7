import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { Desk } from "../../queue";

/** The essays whose contributions the viewer may curate, bounded: one takes people weeks to argue. */
export async function essaysOf(ctx: Ctx): Promise<Desk["essays"]> {
  const curates = ctx.viewer?.curates ?? null;
  return ctx.db.all(sql`
    select slug, title from essays where ${curates === null ? sql`true` : sql`row_id = ${curates}`}
    order by row_id limit 50`);
}
