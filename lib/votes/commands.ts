import { sql } from "drizzle-orm";
import { type Given, keptSql } from "@/db/kept";
import { voteCode } from "@/db/schema/votes";
import { wentInto } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { voteInput } from "./input";
import { type Counts, changeTally } from "./recount";
import { type Tally, tallyOf, type VoteValue } from "./votes";

export type VoteReceipt = { vote: VoteValue | null; tally: Tally };

/** Casts the viewer's vote on a claim, changes it, or says of an earlier wording's vote that it still stands. */
export const castVote = async (ctx: Ctx, claimId: string, input: unknown): Promise<VoteReceipt> =>
  setVote(ctx, claimId, parse(voteInput, input).value);

/** Takes the viewer's vote on a claim back. */
export const withdrawVote = (ctx: Ctx, claimId: string): Promise<VoteReceipt> => setVote(ctx, claimId, null);

/** What is to become of somebody's vote: `to` is its code, null where it is withdrawn. */
type Change = { id: string; account: number; to: number | null; at: number };

// A vote touches no page's tag: a popular claim would be rendered anew at each. Its row in `vote_events` says that the page
// is out of date, every few seconds (lib/web/server/watch.ts), and the viewer is told the exact tally.
async function setVote(ctx: Ctx, claimId: string, to: VoteValue | null): Promise<VoteReceipt> {
  const { rowId: account } = authorize(ctx, "claim.vote");
  const change: Change = { id: claimId, account, to: to && voteCode[to], at: ctx.now.getTime() };
  // One trip to a server, whose lock everybody else waits for: each statement sees for itself whether there is anything to do.
  const [[claim], [counts]] = (await ctx.db.writeAll([
    claimOf(change),
    tallied(change),
    recorded(change),
    to === null ? withdrawn(change) : cast(change),
  ])) as unknown as [[{ mergedInto: number | null }?], [Counts?]];
  if (!claim) throw notFound("claim");
  if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
  if (!counts) throw new Error("a claim without its row");
  return { vote: to, tally: tallyOf(counts) };
}

type Of = Given<Change>;

const claimOf = keptSql(({ id }: Of) => sql`select merged_into as mergedInto from claims where id = ${id}`);

const tallied = keptSql(({ id, account, to }: Of) =>
  changeTally({ claim: sql`id = ${id} and merged_into is null`, account, to }),
);

/** The claim beside the vote that there is, where the new one says something else or is about another wording. */
const toChange = ({ id, account, to }: Of) => sql`
  from claims c left join votes v on v.claim = c.row_id and v.account = ${account}
  where c.id = ${id} and c.merged_into is null
    and (v.value is not ${to} or (${to} is not null and v.wording is not c.wording))`;

const recorded = keptSql(
  (given: Of) => sql`
    insert into vote_events (claim, account, "from", "to", at)
    select c.row_id, ${given.account}, v.value, ${given.to}, ${given.at} ${toChange(given)}`,
);

const cast = keptSql(
  (given: Of) => sql`
    insert into votes (claim, account, value, at, wording)
    select c.row_id, ${given.account}, ${given.to}, ${given.at}, c.wording ${toChange(given)}
    on conflict (claim, account) do update
    set value = excluded.value, at = excluded.at, wording = excluded.wording, carried_by = null`,
);

const withdrawn = keptSql(
  ({ id, account }: Of) => sql`
    delete from votes
    where claim = (select row_id from claims where id = ${id} and merged_into is null) and account = ${account}`,
);
