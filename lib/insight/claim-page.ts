import { claimById, claimRow } from "@/lib/claims/queries";
import type { ContributionSort } from "@/lib/contributions/contributions";
import { rejectedAmong, sideOf } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";

/** Everything a claim's page shows: the claim, one page of each side, and what was rejected. */
export async function claimPage(
  ctx: Ctx,
  id: string,
  view: { sort: ContributionSort; for: string | null; against: string | null },
) {
  const claim = await claimById(ctx, id);
  const { rowId } = await claimRow(ctx, id);
  return {
    claim,
    sides: {
      supports: await sideOf(ctx, rowId, "supports", { sort: view.sort, cursor: view.for }),
      contradicts: await sideOf(ctx, rowId, "contradicts", { sort: view.sort, cursor: view.against }),
    },
    rejected: await rejectedAmong(ctx, rowId, null),
  };
}
