import { eq, sql } from "drizzle-orm";
import { essays } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";

/** What an essay is called, who wrote it, and where it first stood. */
export type EssayDescription = { title: string; author: string | null; url: string | null };

/** Changes it on every page that says it: each claim names its essay. */
export async function describe(ctx: Ctx, essay: { rowId: number; id: string }, to: EssayDescription): Promise<void> {
  await ctx.db.update(essays).set(to).where(eq(essays.rowId, essay.rowId));
  const named = await ctx.db.all<{ id: string }>(sql`select id from claims where essay = ${essay.rowId}`);
  for (const { id } of named) ctx.touched.add(`claim:${id}`);
  ctx.touched.add(`essay:${essay.id}`).add("essays");
}
