import type { ContributionSort, Stance } from "@/lib/contributions/contributions";
import { sidesOf } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";

/** One page of one side of a claim; the other side is at its first. */
export async function sideOf(
  ctx: Ctx,
  claim: number,
  stance: Stance,
  { sort, cursor, ...more }: { sort: ContributionSort; cursor: string | null; size?: number },
) {
  const cursors = { supports: null, contradicts: null, [stance]: cursor };
  return (await sidesOf(ctx, claim, { sort, cursors, ...more }))[stance];
}
