import { eq } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";

/** The claim's row, for commands. */
export async function claimRow(ctx: Ctx, id: string) {
  const [row] = await ctx.db.select().from(claims).where(eq(claims.id, id));
  if (!row) throw notFound("claim");
  return row;
}
