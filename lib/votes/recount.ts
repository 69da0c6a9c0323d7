import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims, votes } from "@/db/schema";
import { type Tally, tallyOf } from "./votes";

/** Counts a claim's current votes anew and keeps the counts on its row. */
export async function recountTally(db: Database, claim: number): Promise<Tally> {
  const rows = await db
    .select({ value: votes.value, count: sql<number>`count(*)` })
    .from(votes)
    .where(eq(votes.claim, claim))
    .groupBy(votes.value);
  const counts = { agree: 0, disagree: 0, unsure: 0 };
  for (const { value, count } of rows) counts[value] = count;
  await db.update(claims).set(counts).where(eq(claims.rowId, claim));
  return tallyOf(counts);
}
