import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { voteCode } from "@/db/schema/votes";
import { type Tally, tallyOf, type VoteValue } from "./votes";

/** Counts a claim's current votes anew and keeps the counts on its row. */
export async function recountTally(db: Database, claim: number): Promise<Tally> {
  const count = (value: VoteValue) =>
    sql`(select count(*) from votes where claim = ${claim} and value = ${voteCode[value]})`;
  const [counts] = await db.all<Record<VoteValue, number>>(sql`
    update claims set agree = ${count("agree")}, disagree = ${count("disagree")}, unsure = ${count("unsure")}
    where row_id = ${claim} returning agree, disagree, unsure`);
  if (!counts) throw new Error("a claim without its row");
  return tallyOf(counts);
}
