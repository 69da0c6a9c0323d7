import { and, eq } from "drizzle-orm";
import { claims } from "@/db/schema";
import { standingClaim } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { invalid } from "@/lib/errors";

/** A claim of the essay that was named in a form: there being none is a fault of that field. */
export async function supportedClaim(ctx: Ctx, essay: number, id: string): Promise<number> {
  const [named] = await ctx.db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.id, id), eq(claims.essay, essay)));
  if (!named) throw invalid({ supports: "This essay has no such claim. Give the address of its page." });
  return (await standingClaim(ctx, id)).rowId;
}
