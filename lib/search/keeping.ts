import { and, desc, eq, lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { contributions, jobs } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { enqueue } from "@/lib/jobs/jobs";
import type { Handler } from "@/lib/jobs/worker";
import { indexClaim, indexContributions } from "./indexing";

/** Entries made in one transaction: everybody else waits meanwhile. */
const atOnce = 50;

/** What the jobs are called that make the entries anew of a claim and of all that is attached to it. */
const kind = "index-claim" as const;

/**
 * Brings the entries of what is attached to a claim up to date, which may be in another essay now. Where that is much, it is
 * done after the answer. Call it in the transaction that changed where they are.
 */
export async function indexAttached(ctx: Pick<Ctx, "db" | "now">, claim: number): Promise<void> {
  const rowIds = await attachedTo(ctx.db, claim, null, atOnce + 1);
  if (rowIds.length <= atOnce) await indexContributions(ctx.db, rowIds);
  else await enqueue(ctx, { kind, subject: claim, host: null });
}

/** The same after something moved from one claim to another. Within an essay its entries can stay, if they were right. */
export async function indexMoved(
  ctx: Pick<Ctx, "db" | "now">,
  from: { essay: number },
  to: { rowId: number; essay: number },
): Promise<void> {
  if (from.essay !== to.essay || (await beingIndexed(ctx))) await indexAttached(ctx, to.rowId);
}

/** The job's part: a few at a time, the newest first. Cut off, it is begun again; that changes nothing. */
export const claimIndexer: Handler = async ({ db, signal }, claim) => {
  await db.write((tx) => indexClaim(tx, claim));
  for (let before: number | null = null; ; ) {
    signal.throwIfAborted();
    const last: number | null = before;
    const rowIds = await db.write(async (tx) => {
      const rowIds = await attachedTo(tx, claim, last, atOnce);
      if (rowIds.length > 0) await indexContributions(tx, rowIds);
      return rowIds;
    });
    before = rowIds.at(-1) ?? null;
    if (rowIds.length < atOnce) return null;
  }
};

/** Whether some entries are still being made anew, so that they may be missing where a search is narrowed. */
export async function beingIndexed(ctx: Pick<Ctx, "db">): Promise<boolean> {
  const [job] = await ctx.db.select({ rowId: jobs.rowId }).from(jobs).where(eq(jobs.kind, kind)).limit(1);
  return job !== undefined;
}

async function attachedTo(db: Database, claim: number, before: number | null, limit: number): Promise<number[]> {
  const rows = await db
    .select({ rowId: contributions.rowId })
    .from(contributions)
    .where(and(eq(contributions.claim, claim), before === null ? undefined : lt(contributions.rowId, before)))
    .orderBy(desc(contributions.rowId))
    .limit(limit);
  return rows.map(({ rowId }) => rowId);
}
