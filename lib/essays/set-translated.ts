import { eq } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import type { ClaimRow } from "@/lib/curation/claim-changes";
import { refuseUnlessTranslatable } from "./originals";
import { essayWithRow } from "./queries";
import { touchTranslation } from "./translations";

/** Has a claim say that one of the original, by public id, or none. */
export async function setTranslated(ctx: Ctx, claim: ClaimRow, translates: string | null): Promise<void> {
  if (translates !== null) {
    await refuseUnlessTranslatable(ctx, await essayWithRow(ctx, claim.essay), translates, claim.rowId);
  }
  await touchTranslation(ctx, claim);
  await ctx.db.update(claims).set({ translates }).where(eq(claims.rowId, claim.rowId));
  await touchTranslation(ctx, { ...claim, translates });
}
