import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { claims } from "@/db/schema";
import { voteCode } from "@/db/schema/votes";
import { type Tally, tallyOf, type VoteValue } from "./votes";

/** Counts a claim's current votes anew and keeps the counts on its row. */
export async function recountTally(db: Database, claim: number): Promise<Tally> {
  const [counts] = await db
    .update(claims)
    .set({ agree: count(claim, "agree"), disagree: count(claim, "disagree"), unsure: count(claim, "unsure") })
    .where(eq(claims.rowId, claim))
    .returning({ agree: claims.agree, disagree: claims.disagree, unsure: claims.unsure });
  if (!counts) throw new Error("a claim without its row");
  return tallyOf(counts);
}

const count = (claim: number, value: VoteValue) =>
  sql`(select count(*) from votes where claim = ${claim} and value = ${voteCode[value]})`;
