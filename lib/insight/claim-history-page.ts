import type { ClaimRevision } from "@/lib/claims/claims";
import { claimById, claimRevisionsOf, standingClaim } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { differences, effortOfPage, type Segment } from "@/lib/rich-text/diff";

/** A wording, and how the one before it became this one. */
export type Rewording = ClaimRevision & {
  isFirst: boolean;
  segments: Segment[];
  before: Pick<ClaimRevision, "kind" | "resolvesOn"> | null;
};

/** Everything a claim's history shows, the newest wording first. */
export async function claimHistoryPage(ctx: Ctx, id: string) {
  const claim = await claimById(ctx, (await standingClaim(ctx, id)).id);
  const revisions = await claimRevisionsOf(ctx, claim.id);
  const effort = effortOfPage();
  const wordings: Rewording[] = revisions.map((revision, i) => {
    const before = revisions[i + 1] ?? null;
    const segments = differences((before ?? revision).statement, revision.statement, effort);
    return { ...revision, isFirst: revision.number === 1, segments, before };
  });
  return { claim, wordings };
}
