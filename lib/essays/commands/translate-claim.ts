import { claimRow, wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { translateClaimInput } from "../input";
import { setTranslated } from "../set-translated";

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
    await setTranslated(ctx, claim, translates);
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
