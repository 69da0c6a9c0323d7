import { countedStates } from "@/lib/contributions/contributions";
import { recountClaim, recountRatings } from "@/lib/contributions/recount";
import type { Ctx } from "@/lib/ctx";
import { requeue } from "@/lib/curation/requeue";
import { indexClaim, indexContribution } from "@/lib/search/indexing";
import { recountTally } from "@/lib/votes/recount";
import type { Progress } from "../../interchange";
import type { Incoming } from "../incoming";
import type { RowIds } from "./rows";

/** Counts, indexes and queues all that came. */
export async function bringUpToDate(
  ctx: Ctx,
  { document, votes, ratings }: Incoming,
  claimRows: RowIds,
  contributionRows: RowIds,
  progress: Progress,
): Promise<void> {
  for (const id of ratings.targets) await recountRatings(ctx.db, contributionRows.get(id) ?? 0);
  for (const id of votes.targets) await recountTally(ctx.db, claimRows.get(id) ?? 0);
  const argued = new Set(document.contributions.map((it) => it.claim));
  for (const id of argued) await recountClaim(ctx.db, claimRows.get(id) ?? 0);
  const total = document.claims.length + document.contributions.length;
  let done = 0;
  const count = () => {
    done += 1;
    if (done % 500 === 0 || done === total) progress("search", done, total);
  };
  for (const claim of document.claims) {
    await indexClaim(ctx.db, claimRows.get(claim.id) ?? 0);
    count();
  }
  for (const it of document.contributions) {
    const rowId = contributionRows.get(it.id) ?? 0;
    if (countedStates.includes(it.state)) await indexContribution(ctx.db, rowId);
    if (it.state === "unreviewed" || it.state === "held") await requeue(ctx.db, rowId);
    count();
  }
}
