import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { voteCode } from "@/db/schema/votes";
import { type Tally, tallyOf, type VoteValue } from "./votes";

/** Counts a claim's current votes anew and keeps the counts on its row. */
export async function recountTally(db: Database, claim: number): Promise<Tally> {
  const count = (value: VoteValue) =>
    sql`(select count(*) from votes where claim = ${claim} and value = ${voteCode[value]})`;
  const [counts] = await db.all<Parameters<typeof tallyOf>[0]>(sql`
    update claims set agree = ${count("agree")}, disagree = ${count("disagree")}, unsure = ${count("unsure")},
      earlier_wording = case wording when 1 then ${onLater(claim)} else
        (select count(*) from votes where claim = ${claim}) - ${onLater(claim, sql`and votes.wording = claims.wording`)} end
    where row_id = ${claim} returning agree, disagree, unsure, earlier_wording as earlierWording`);
  if (!counts) throw new Error("a claim without its row");
  return tallyOf(counts);
}

type Counted = { value: VoteValue; wording: number | null } | null;

/**
 * Changes a claim's counts by one person's vote, `before` and `after` it was cast in this transaction; null is none. So
 * that a vote costs the same on a claim that has a million of them.
 */
export async function changeTally(db: Database, claim: number, before: Counted, after: Counted): Promise<Tally> {
  const by = (value: VoteValue) => Number(after?.value === value) - Number(before?.value === value);
  const earlier = (vote: Counted) => (vote === null ? sql`0` : sql`(${vote.wording} <> wording)`);
  const [row] = await db.all<Parameters<typeof tallyOf>[0]>(sql`
    update claims set agree = agree + ${by("agree")}, disagree = disagree + ${by("disagree")},
      unsure = unsure + ${by("unsure")}, earlier_wording = earlier_wording + ${earlier(after)} - ${earlier(before)}
    where row_id = ${claim} returning agree, disagree, unsure, earlier_wording as earlierWording`);
  if (!row) throw new Error("a claim without its row");
  return tallyOf(row);
}

/** Votes on another wording than the first: most claims have none, and an index holds no others. */
const onLater = (claim: number, which = sql``) =>
  sql`(select count(*) from votes where claim = ${claim} and votes.wording <> 1 ${which})`;
