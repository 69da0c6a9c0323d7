import { and, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { accounts, contributions, revisions } from "@/db/schema";
import { ratingCode } from "@/db/schema/ratings";
import { voteCode } from "@/db/schema/votes";
import {
  type Branch,
  countedStates,
  page,
  type RatingCounts,
  type Stance,
  type State,
} from "@/lib/contributions/contributions";
import { columns, shown } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import { type Tally, tallyOf, type VoteValue, voteValues } from "@/lib/votes/votes";

/**
 * The votes on a claim as they stood then, from the history of all of them: each person's last before, read once. (Beside
 * `max`, SQLite takes the other columns from the same row.)
 */
export async function tallyAt(ctx: Ctx, claim: number, at: Date): Promise<Tally> {
  const rows = await ctx.db.all<{ code: number; count: number }>(sql`
    select "to" as code, count(*) as count from (
      select "to", max(row_id) from vote_events where claim = ${claim} and at <= ${at.getTime()} group by account)
    where "to" is not null group by "to"`);
  const count = (value: VoteValue) => rows.find(({ code }) => code === voteCode[value])?.count ?? 0;
  const counts = Object.fromEntries(voteValues.map((value) => [value, count(value)])) as Record<VoteValue, number>;
  return tallyOf({ ...counts, earlierWording: 0 });
}

/** The state that it was in then: what the last decision before made of it, or what the first after found. */
const stateAt = (at: Date) => sql<State>`coalesce(
  (select d."to" from decisions d where d.contribution = contributions.row_id and d.at <= ${at.getTime()}
    and d.action in ('decide', 'undo', 'withdraw', 'resubmit', 'answer-appeal', 'ban-hold', 'ban-release')
    order by d.row_id desc limit 1),
  (select d."from" from decisions d where d.contribution = contributions.row_id and d.at > ${at.getTime()}
    and d.action in ('decide', 'undo', 'withdraw', 'resubmit', 'answer-appeal', 'ban-hold', 'ban-release')
    order by d.row_id limit 1),
  ${contributions.state})`;

/**
 * What answered a claim directly on one side then, in the words it had and with the ratings it had; the most convincing of
 * today first, bounded. What was taken down since stays down: the past is no way around a removal.
 */
export async function sideAt(ctx: Ctx, claim: number, stance: Stance, at: Date): Promise<Branch[]> {
  const rows = await ctx.db
    .select({ ...columns, stateThen: stateAt(at) })
    .from(contributions)
    .innerJoin(
      revisions,
      and(
        eq(revisions.contribution, contributions.rowId),
        sql`${revisions.number} = (select max(r.number) from revisions r
          where r.contribution = contributions.row_id and r.at <= ${at.getTime()})`,
      ),
    )
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .where(
      and(
        eq(contributions.claim, claim),
        isNull(contributions.parent),
        eq(contributions.stance, stance),
        lte(contributions.createdAt, at),
        inArray(contributions.state, [...countedStates, "rejected"]),
        inArray(stateAt(at), [...countedStates]),
      ),
    )
    .orderBy(desc(contributions.wilson), desc(contributions.rowId))
    .limit(page.size);
  const ratings = await ratingsAt(
    ctx,
    rows.map(({ contribution }) => contribution.rowId),
    at,
  );
  return rows.map((row) => ({
    ...shown(ctx.viewer, row),
    state: row.stateThen,
    stateReason: null,
    rating: ratings.get(row.contribution.rowId) ?? { convincing: 0, unconvincing: 0 },
    pinned: false,
    answers: 0,
    children: [],
  }));
}

async function ratingsAt(ctx: Ctx, rowIds: number[], at: Date): Promise<Map<number, RatingCounts>> {
  const rows = await ctx.db.all<{ contribution: number; code: number; count: number }>(sql`
    select contribution, "to" as code, count(*) as count from (
      select contribution, "to", max(row_id) from rating_events
      where contribution in (select value from json_each(${JSON.stringify(rowIds)})) and at <= ${at.getTime()}
      group by contribution, account)
    where "to" is not null group by contribution, "to"`);
  const found = new Map<number, RatingCounts>();
  for (const { contribution, code, count } of rows) {
    const counts = found.get(contribution) ?? { convincing: 0, unconvincing: 0 };
    counts[code === ratingCode.convincing ? "convincing" : "unconvincing"] = count;
    found.set(contribution, counts);
  }
  return found;
}
