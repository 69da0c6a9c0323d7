import { desc, inArray } from "drizzle-orm";
import type { Database } from "@/db/client";
import { contributions } from "@/db/schema";
import { recountClaim, recountPlace, recountRatings } from "@/lib/contributions/recount";
import { recountFlaggers } from "@/lib/curation/close-flags";
import { requeue } from "@/lib/curation/requeue";
import { indexClaim, indexContribution } from "@/lib/search/indexing";
import { recountTally } from "@/lib/votes/recount";
import type { Report } from "./check";

/** Counts and indexes anew what a check found wrong, a row a transaction, so that a running server waits for none long. */
export async function mend(db: Database, found: Report["mendable"]): Promise<void> {
  for (const rowId of await deepestFirst(db, [...found.contributions])) {
    await db.write(async (tx) => {
      await recountRatings(tx, rowId);
      await recountPlace(tx, rowId);
      await indexContribution(tx, rowId);
      await requeue(tx, rowId);
    });
  }
  for (const account of found.accounts) await db.write((tx) => recountFlaggers(tx, [{ account }]));
  for (const rowId of found.claims) {
    await db.write(async (tx) => {
      await recountTally(tx, rowId);
      await recountClaim(tx, rowId);
      await indexClaim(tx, rowId);
    });
  }
}

async function deepestFirst(db: Database, rowIds: number[]): Promise<number[]> {
  const there: { rowId: number; depth: number }[] = [];
  for (let i = 0; i < rowIds.length; i += 500) {
    const some = inArray(contributions.rowId, rowIds.slice(i, i + 500));
    there.push(
      ...(await db
        .select({ rowId: contributions.rowId, depth: contributions.depth })
        .from(contributions)
        .where(some)
        .orderBy(desc(contributions.depth))),
    );
  }
  return there.sort((a, b) => b.depth - a.depth).map(({ rowId }) => rowId);
}
