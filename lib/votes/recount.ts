import { type Placeholder, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { voteCode } from "@/db/schema/votes";
import { type Tally, tallyOf, type VoteValue } from "./votes";

export type Counts = Parameters<typeof tallyOf>[0];

/** Counts a claim's current votes anew and keeps the counts on its row. */
export async function recountTally(db: Database, claim: number): Promise<Tally> {
  const count = (value: VoteValue) =>
    sql`(select count(*) from votes where claim = ${claim} and value = ${voteCode[value]})`;
  const [counts] = await db.all<Counts>(sql`
    update claims set agree = ${count("agree")}, disagree = ${count("disagree")}, unsure = ${count("unsure")},
      earlier_wording = case wording when 1 then ${onLater(claim)} else
        (select count(*) from votes where claim = ${claim}) - ${onLater(claim, sql`and votes.wording = claims.wording`)} end
    where row_id = ${claim} returning agree, disagree, unsure, earlier_wording as earlierWording`);
  if (!counts) throw new Error("a claim without its row");
  return tallyOf(counts);
}

/**
 * Changes a claim's tally by what becomes of somebody's vote on it, so that a vote costs the same on a claim that has a
 * million of them. To be run before that vote is written: it reads how it was.
 * @param to the vote's code, null where it is withdrawn
 */
export function changeTally({ claim, account, to }: { claim: SQL; account: Value; to: Value | null }): SQL {
  const before = sql`from votes v where v.claim = claims.row_id and v.account = ${account}`;
  const by = (value: VoteValue) =>
    sql`(${to} is ${voteCode[value]}) - ((select v.value ${before}) is ${voteCode[value]})`;
  return sql`
    update claims set agree = agree + ${by("agree")}, disagree = disagree + ${by("disagree")},
      unsure = unsure + ${by("unsure")},
      earlier_wording = earlier_wording - exists (select 1 ${before} and v.wording <> claims.wording)
    where ${claim} returning agree, disagree, unsure, earlier_wording as earlierWording`;
}
type Value = number | Placeholder;

/** Votes on another wording than the first: most claims have none, and an index holds no others. */
const onLater = (claim: number, which = sql``) =>
  sql`(select count(*) from votes where claim = ${claim} and votes.wording <> 1 ${which})`;
