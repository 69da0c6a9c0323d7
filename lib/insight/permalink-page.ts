import type { ContributionSort } from "@/lib/contributions/contributions";
import { answersTo, contributionRow, permalink, rejectedAmong } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";

/** Everything a contribution's own page shows. */
export async function permalinkPage(ctx: Ctx, id: string, view: { sort: ContributionSort; after: string | null }) {
  const row = await contributionRow(ctx, id);
  return {
    ...(await permalink(ctx, id)),
    answers: await answersTo(ctx, id, { sort: view.sort, cursor: view.after }),
    rejected: await rejectedAmong(ctx, row.claim, row.rowId),
  };
}
