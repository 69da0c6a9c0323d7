import { type SQL, sql } from "drizzle-orm";
import { ratingCode } from "@/db/schema/ratings";
import { voteCode } from "@/db/schema/votes";
import type { Ctx } from "@/lib/ctx";
import type { Keys } from "./keys";

/** Rows read at a time. */
const batch = 5000;

/** Votes on claims and ratings of contributions are kept alike, in tables of other names. */
export const kinds = {
  votes: {
    current: sql`votes`,
    events: sql`vote_events`,
    target: sql`claim`,
    code: voteCode as Record<string, number>,
    /** People can choose to show how they voted, never how they rated. */
    shown: sql`case when a.shows_votes = 1 and a.deleted_at is null then a.name end`,
    wording: sql`v.wording`,
    /** The wording that stood when the vote was given. */
    wordingThen: sql`coalesce((select r.wording from claim_revisions r
      where r.claim = v.claim and r.at <= v.at order by r.number desc limit 1), 1)`,
  },
  ratings: {
    current: sql`ratings`,
    events: sql`rating_events`,
    target: sql`contribution`,
    code: ratingCode as Record<string, number>,
    shown: sql`null`,
    wording: sql`1`,
    wordingThen: sql`1`,
  },
} as const;

export type OpinionKind = keyof typeof kinds;

const words = (code: Record<string, number>) => new Map(Object.entries(code).map(([word, number]) => [number, word]));
const wordsOf = { votes: words(voteCode), ratings: words(ratingCode) };

/** Every change of the votes on one claim, or of the ratings of one contribution, in order, some at a time. */
export async function* history(ctx: Ctx, kind: OpinionKind, target: number, keys: Keys) {
  const { events, target: column, shown } = kinds[kind];
  const word = wordsOf[kind];
  let last = { at: -1, row_id: 0 };
  for (;;) {
    const rows = await ctx.db.all<Event>(sql`
      select e.row_id, e.account, e."from", e."to", e.at, ${shown} as shown
      from ${events} e join accounts a on a.row_id = e.account
      where e.${column} = ${target} and (e.at, e.row_id) > (${last.at}, ${last.row_id})
      order by e.at, e.row_id limit ${batch}`);
    if (rows.length > 0) {
      yield rows.map((row) => [
        keys.voter(row.account, row.shown),
        row.from === null ? null : word.get(row.from),
        row.to === null ? null : word.get(row.to),
        row.at,
      ]);
    }
    const end = rows.at(-1);
    if (rows.length < batch || !end) return;
    last = end;
  }
}

type Event = {
  row_id: number;
  account: number;
  from: number | null;
  to: number | null;
  at: number;
  shown: string | null;
};
type Standing = {
  account: number;
  value: number;
  at: number;
  wording: number;
  carried: string | null;
  carriedBy: number;
  shown: string | null;
};

/** Whether what stands, `v`, can't be told from its history. */
function apart(kind: OpinionKind): SQL {
  const { events, target, wording, wordingThen } = kinds[kind];
  // The plus keeps SQLite to the index by account: a person has few votes, a claim can have a million.
  return sql`(v.carried_by is not null or ${wording} <> ${wordingThen} or (
    select e.at = v.at and e."to" = v.value from ${events} e
    where e.account = v.account and +e.${target} = v.${target} order by e.at desc, e.row_id desc limit 1
  ) is not 1)`;
}

/** Whether something stands on the target with that row id that can't be told from its history. */
export const hasStanding = (kind: OpinionKind, target: SQL): SQL =>
  sql`exists (select 1 from ${kinds[kind].current} v where v.${kinds[kind].target} = ${target} and ${apart(kind)})`;

/**
 * What stands on one target and can't be told from its history: what a merge carried there, or what was affirmed for a
 * newer wording. @param known whether a decision, by row id, is in the document
 */
export async function standing(
  ctx: Ctx,
  kind: OpinionKind,
  target: number,
  keys: Keys,
  known: (decision: number) => boolean,
) {
  const { current, target: column, shown, wording } = kinds[kind];
  const found: Standing[] = [];
  for (let after = 0; ; ) {
    const some: SQL = sql`select * from ${current} where ${column} = ${target} and account > ${after} order by account limit ${batch}`;
    const [end] = await ctx.db.all<{ last: number | null; count: number }>(
      sql`select max(account) as last, count(*) as count from (${some})`,
    );
    if (!end || end.last === null) break;
    found.push(
      ...(await ctx.db.all<Standing>(sql`
        select v.account, v.value, v.at, ${wording} as wording, d.id as carried, d.row_id as "carriedBy", ${shown} as shown
        from (${some}) v join accounts a on a.row_id = v.account left join decisions d on d.row_id = v.carried_by
        where ${apart(kind)}`)),
    );
    if (end.count < batch) break;
    after = end.last;
  }
  const place = ({ account, shown }: Standing) => keys.place(account, shown);
  // Nothing here may hang on row ids, or the same debate elsewhere would give another document.
  found.sort((a, b) => a.at - b.at || compare(place(a), place(b)) || a.account - b.account);
  return found.map((row) => {
    const by = row.carried !== null && known(row.carriedBy) ? row.carried : null;
    const who = keys.voter(row.account, row.shown);
    const value = wordsOf[kind].get(row.value);
    return kind === "votes" ? [who, value, row.at, row.wording, by] : [who, value, row.at, by];
  });
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
