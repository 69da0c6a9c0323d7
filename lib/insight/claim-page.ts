import type { Claim, ClaimRevision } from "@/lib/claims/claims";
import { claimById, claimRevision, standingClaim } from "@/lib/claims/queries";
import { resolutionOf } from "@/lib/claims/resolutions";
import type { ContributionSort, Stance } from "@/lib/contributions/contributions";
import { rejectedAmong, sidesOf } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { passageNow } from "@/lib/essays/claim-passage";
import { proposedBy } from "@/lib/proposals/queries";
import { sideAt, tallyAt } from "./as-of";

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
  if (view.at !== null && view.at !== claim.version) return asItStood(ctx, rowId, claim, view.at);
  return {
    claim,
    earlier: null,
    sides: await sidesOf(ctx, rowId, {
      sort: view.sort,
      cursors: { supports: view.for, contradicts: view.against },
    }),
    rejected: await rejectedAmong(ctx, rowId, null),
    proposedBy: await proposedBy(ctx, rowId),
    passage: await passageNow(ctx, rowId),
  };
}

/** The same as it was when that wording last stood: its votes, and what was attached by then, in the words of then. */
async function asItStood(ctx: Ctx, rowId: number, claim: Claim, at: number) {
  const earlier = await earlierWording(ctx, rowId, at);
  // The wording that followed came at that very moment.
  const then = new Date(earlier.until.getTime() - 1);
  const side = async (stance: Stance) => ({ items: await sideAt(ctx, rowId, stance, then), nextCursor: null });
  return {
    claim: {
      ...claim,
      tally: await tallyAt(ctx, rowId, then),
      resolution: await resolutionOf(ctx, rowId, at, then),
    },
    earlier,
    sides: { supports: await side("supports"), contradicts: await side("contradicts") },
    rejected: [],
    proposedBy: await proposedBy(ctx, rowId),
    passage: await passageNow(ctx, rowId),
  };
}

async function earlierWording(ctx: Ctx, claim: number, at: number): Promise<EarlierWording> {
  const wording = await claimRevision(ctx, claim, at);
  return { ...wording, until: (await claimRevision(ctx, claim, at + 1)).at };
}
