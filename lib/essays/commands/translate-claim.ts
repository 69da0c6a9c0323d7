import { eq } from "drizzle-orm";
import { claims } from "@/db/schema";
import { claimRow, wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { translateClaimInput } from "../input";
import { refuseUnlessTranslatable } from "../originals";
import { essayWithRow } from "../queries";
import { touchTranslation } from "../translations";

/** Says which claim of the original this one says in its own language; null takes that off. */
export async function translateClaim(
  ctx: Ctx,
  claimId: string,
  input: unknown,
): Promise<{ id: string; translates: string | null }> {
  const { translates, reason } = parse(translateClaimInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.edit");
    const claim = await claimRow(ctx, claimId);
    if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
    const receipt = { id: claim.id, translates };
    if (claim.translates === translates) return receipt;
    if (translates !== null) {
      await refuseUnlessTranslatable(ctx, await essayWithRow(ctx, claim.essay), translates, claim.rowId);
    }
    await touchTranslation(ctx, claim);
    await ctx.db.update(claims).set({ translates }).where(eq(claims.rowId, claim.rowId));
    await touchTranslation(ctx, { ...claim, translates });
    await recordDecision(ctx, viewer, {
      action: "translate-claim",
      claim: claim.rowId,
      from: claim.translates,
      to: translates,
      reasonText: reason,
    });
    return receipt;
  });
}
