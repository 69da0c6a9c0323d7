import type { ClaimRevision } from "@/lib/claims/claims";
import { claimById, claimRevision, standingClaim } from "@/lib/claims/queries";
import type { ContributionSort } from "@/lib/contributions/contributions";
import { rejectedAmong, sideOf } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";

/** An earlier wording, and until when it stood. */
export type EarlierWording = ClaimRevision & { until: Date };

/**
 * Everything a claim's page shows: the claim, one page of each side, and what was rejected. Of a claim that went into
 * another one it is that other's. `at` is the number of the wording that was asked for, null for the one that stands.
 */
export async function claimPage(
  ctx: Ctx,
  id: string,
  view: { sort: ContributionSort; for: string | null; against: string | null; at: number | null },
) {
  const { rowId, id: standing } = await standingClaim(ctx, id);
  const claim = await claimById(ctx, standing);
  return {
    claim,
    earlier: view.at === null || view.at === claim.version ? null : await earlierWording(ctx, rowId, view.at),
    sides: {
      supports: await sideOf(ctx, rowId, "supports", { sort: view.sort, cursor: view.for }),
      contradicts: await sideOf(ctx, rowId, "contradicts", { sort: view.sort, cursor: view.against }),
    },
    rejected: await rejectedAmong(ctx, rowId, null),
  };
}

async function earlierWording(ctx: Ctx, claim: number, at: number): Promise<EarlierWording> {
  const wording = await claimRevision(ctx, claim, at);
  return { ...wording, until: (await claimRevision(ctx, claim, at + 1)).at };
}
