import { type SQL, sql } from "drizzle-orm";
import { contributionKinds, states } from "@/db/words";
import { holds } from "@/lib/accounts/accounts";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import { countedAtMost, type QueueCounts, type QueueFilters } from "../../queue";
import { flagReasons, holdReasons } from "../../reasons";
import { type Within, within } from "./within";

/** How much waits for the viewer, at most {@link countedAtMost}: what every page of a curator asks for. */
export async function waitingCount(ctx: Ctx): Promise<number> {
  authorize(ctx, "queue.read");
  const all = await within(ctx, {});
  return all ? countOf(ctx, all) : 0;
}

export async function countOf(ctx: Ctx, { base, conditions }: Within): Promise<number> {
  const [row] = await ctx.db.all<{ count: number }>(
    sql`select ${atMost(sql`${base} q where ${sql.join(conditions, sql` and `)}`)} as count`,
  );
  return row?.count ?? 0;
}

/** How many there are, counted up to the bound and no further. */
const atMost = (from: SQL, what = sql`1`): SQL =>
  sql`(select count(*) from (select ${what} from ${from} limit ${countedAtMost}))`;

const facets = ["essay", "kind", "state", "reason"] as const;
type Facet = (typeof facets)[number];
type Counted = Record<Facet, Record<string, number>>;

/** The counts beside the queue. Each facet's go with all filters but the facet's own, so that one sees where else to look. */
export async function countsOf(ctx: Ctx, filters: QueueFilters, essays: { slug: string }[]): Promise<QueueCounts> {
  const all = await within(ctx, filters);
  const mine = await within(ctx, { mine: "1" });
  const counts: Counted = { essay: {}, kind: {}, state: {}, reason: {} };
  const passes = new Map<string, Promise<{ counted: Counted; partial: boolean }>>();
  let partial = false;
  for (const facet of facets) {
    const { [facet]: _, ...others } = filters;
    if (Object.keys(others).length === 0 && ctx.viewer?.curates === null) {
      counts[facet] = await alone(ctx, facet, essays);
      continue;
    }
    const key = JSON.stringify(others);
    const pass = passes.get(key) ?? together(ctx, others);
    passes.set(key, pass);
    const { counted, partial: cut } = await pass;
    counts[facet] = counted[facet];
    partial ||= cut;
  }
  counts.state["needs-source"] = await lackingCount(ctx, filters);
  return {
    all: all ? await countOf(ctx, all) : 0,
    mine: mine ? await countOf(ctx, mine) : 0,
    appeals: await openAppeals(ctx),
    ...counts,
    partial,
  };
}

/** One facet by itself: each of its values is counted along its own index. */
async function alone(ctx: Ctx, facet: Facet, essays: { slug: string }[]): Promise<Record<string, number>> {
  const queue = (condition: SQL) => atMost(sql`queue_entries where ${condition}`);
  const each = (values: string[], count: SQL) =>
    sql`select each.value as value, ${count} as count from json_each(${JSON.stringify(values)}) each`;
  const counted: Record<Facet, () => SQL> = {
    essay: () => {
      const slugs = essays.map(({ slug }) => slug);
      return each(slugs, queue(sql`essay = (select row_id from essays where slug = each.value)`));
    },
    kind: () => each([...contributionKinds], queue(sql`kind = each.value`)),
    state: () => each([...states], queue(sql`state = each.value`)),
    reason: () => {
      const flagged = sql`flags where reason = each.value and closed_at is null`;
      return sql`select 'flagged' as value, ${queue(sql`flag_weight > 0`)} as count
        union all ${each(Object.keys(holdReasons), queue(sql`hold_reason = each.value`))}
        union all ${each(Object.keys(flagReasons), atMost(flagged, sql`distinct contribution`))}`;
    },
  };
  return present(await ctx.db.all<{ value: string; count: number }>(counted[facet]()));
}

/** All facets at once, of the first thousands that the filters leave. */
async function together(ctx: Ctx, filters: QueueFilters): Promise<{ counted: Counted; partial: boolean }> {
  const counted: Counted = { essay: {}, kind: {}, state: {}, reason: {} };
  const found = await within(ctx, filters);
  if (!found) return { counted, partial: false };
  const { base, conditions } = found;
  const some = sql`(select q.* from ${base} q where ${sql.join(conditions, sql` and `)} limit ${countedAtMost})`;
  const groups = await ctx.db.all<Record<string, string | number | null> & { count: number }>(sql`
    select (select slug from essays where row_id = some.essay) as essay, some.kind, some.state,
      some.hold_reason as held, some.flag_weight > 0 as flagged, count(*) as count
    from ${some} some group by some.essay, some.kind, some.state, some.hold_reason, some.flag_weight > 0`);
  const add = (facet: Facet, value: unknown, count: number) => {
    if (typeof value === "string") counted[facet][value] = (counted[facet][value] ?? 0) + count;
  };
  let looked = 0;
  for (const { essay, kind, state, held, flagged, count } of groups) {
    looked += count;
    add("essay", essay, count);
    add("kind", kind, count);
    add("state", state, count);
    add("reason", held, count);
    if (flagged) add("reason", "flagged", count);
  }
  const reasons = await ctx.db.all<{ value: string; count: number }>(sql`
    select f.reason as value, count(distinct some.contribution) as count
    from ${some} some cross join flags f on f.contribution = some.contribution and f.closed_at is null
    where some.flag_weight > 0 group by f.reason`);
  for (const { value, count } of reasons) add("reason", value, count);
  return { counted, partial: looked >= countedAtMost };
}

const present = (rows: { value: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]));

async function lackingCount(ctx: Ctx, filters: QueueFilters): Promise<number> {
  const found = await within(ctx, { ...filters, state: "needs-source" });
  return found ? countOf(ctx, found) : 0;
}

/** Moderators answer them. */
async function openAppeals(ctx: Ctx): Promise<number> {
  if (!ctx.viewer || !holds(ctx.viewer.role, "moderator")) return 0;
  const [row] = await ctx.db.all<{ count: number }>(sql`select ${atMost(sql`appeals where state = 'open'`)} as count`);
  return row?.count ?? 0;
}
