import { sql } from "drizzle-orm";
import { voteCode } from "@/db/schema/votes";
import type { Viewer } from "@/lib/accounts/accounts";
import { wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { voteInput } from "./input";
import { changeTally } from "./recount";
import { type Tally, type VoteValue, voteValues } from "./votes";

export type VoteReceipt = { vote: VoteValue | null; tally: Tally };

/** Casts the viewer's vote on a claim, changes it, or says of an earlier wording's vote that it still stands. */
export const castVote = async (ctx: Ctx, claimId: string, input: unknown): Promise<VoteReceipt> =>
  setVote(ctx, claimId, parse(voteInput, input).value);

/** Takes the viewer's vote on a claim back. */
export const withdrawVote = (ctx: Ctx, claimId: string): Promise<VoteReceipt> => setVote(ctx, claimId, null);

type Found = {
  claim: number;
  wording: number;
  mergedInto: number | null;
  code: number | null;
  votedOn: number | null;
};

// A vote touches no page's tag: a popular claim would be rendered anew at each. Its row in `vote_events` says that the page
// is out of date, every few seconds (lib/web/server/watch.ts), and the viewer is told the exact tally.
const setVote = (ctx: Ctx, claimId: string, to: VoteValue | null): Promise<VoteReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.vote");
    // SQL as it is: building these four statements anew took a third of a vote's time.
    const [found] = await ctx.db.all<Found>(sql`
      select c.row_id as claim, c.wording, c.merged_into as mergedInto, v.value as code, v.wording as votedOn
      from claims c
      left join votes v on v.claim = c.row_id and v.account = ${viewer.rowId} where c.id = ${claimId}`);
    if (!found) throw notFound("claim");
    const { claim, wording, code: from } = found;
    if (found.mergedInto !== null) throw await wentInto(ctx, found.mergedInto);
    const code = to === null ? null : voteCode[to];
    const before = voteValues.find((value) => voteCode[value] === from);
    const changes = from !== code || (code !== null && found.votedOn !== wording);
    // None of these waits for what another answers, so that a server hears of all of them at once.
    const [tally] = await Promise.all([
      changeTally(
        ctx.db,
        claim,
        before ? { value: before, wording: found.votedOn } : null,
        to && { value: to, wording },
      ),
      ...(changes ? recorded(found, viewer, code, ctx.now) : []).map((write) => ctx.db.run(write)),
    ]);
    return { vote: to, tally };
  });

/** What a vote leaves behind: itself, and that it was cast. */
const recorded = (
  { claim, wording, code: from }: Found,
  { rowId: account }: Viewer,
  code: number | null,
  now: Date,
) => [
  code === null
    ? sql`delete from votes where claim = ${claim} and account = ${account}`
    : sql`insert into votes (claim, account, value, at, wording)
        values (${claim}, ${account}, ${code}, ${now.getTime()}, ${wording})
        on conflict (claim, account) do update
        set value = excluded.value, at = excluded.at, wording = excluded.wording, carried_by = null`,
  sql`insert into vote_events (claim, account, "from", "to", at)
    values (${claim}, ${account}, ${from}, ${code}, ${now.getTime()})`,
];
