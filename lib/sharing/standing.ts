import type { Claim } from "@/lib/claims/claims";
import { claimById, standingClaim } from "@/lib/claims/queries";
import { contributionById, type PlacedContribution } from "@/lib/contributions/list";
import type { Ctx } from "@/lib/ctx";

/** The claim that a link leads to today: the one it went into, where it was merged. */
export const standingClaimById = async (ctx: Ctx, id: string): Promise<Claim> =>
  claimById(ctx, (await standingClaim(ctx, id)).id);

/** The same for a contribution, with the claim that it is attached to. */
export async function standingContribution(
  ctx: Ctx,
  id: string,
): Promise<{ contribution: PlacedContribution; claim: Claim }> {
  const asked = await contributionById(ctx, id);
  const contribution = asked.mergedInto ? await contributionById(ctx, asked.mergedInto.id) : asked;
  return { contribution, claim: await claimById(ctx, contribution.claim.id) };
}
