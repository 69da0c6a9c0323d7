import { and, isNull, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import type { Role } from "@/lib/accounts/accounts";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { CuratorRecord, Period } from "./curator-record";
import { periods } from "./curator-record";

/** So many people at most, and of each so many of their latest decisions. */
const bounds = { people: 200, decisions: 5000 };

const day = 24 * 60 * 60 * 1000;

/** What everybody who curates decided in the period, those who decided most first. */
export async function curatorRecords(ctx: Ctx, period: Period): Promise<CuratorRecord[]> {
  authorize(ctx, "curators.read");
  const days = periods[period].days;
  const since = days === null ? 0 : ctx.now.getTime() - days * day;
  const people = await ctx.db
    .select({ rowId: accounts.rowId, name: accounts.name, role: accounts.role })
    .from(accounts)
    .where(and(sql`${accounts.role} <> 'member'`, isNull(accounts.deletedAt)))
    // Not along the rows of all accounts: those with a role are few.
    .orderBy(sql`+${accounts.rowId}`)
    .limit(bounds.people);
  const records: CuratorRecord[] = [];
  for (const person of people) records.push(await recordOf(ctx, person, since));
  return records.sort((a, b) => b.decisions - a.decisions || a.name.localeCompare(b.name, "en"));
}

type Counted = Omit<CuratorRecord, "name" | "role" | "waited"> & { timed: number };

async function recordOf(
  ctx: Ctx,
  { rowId, name, role }: { rowId: number; name: string; role: Role },
  since: number,
): Promise<CuratorRecord> {
  // Along decisions_by: what authors do to their own, what only follows from a ban, and the role that somebody was given
  // on the machine itself, which stands under their own name, is no judgement.
  const own = sql`
    select row_id, action, "to", waited from decisions
    where by = ${rowId} and at >= ${since}
      and action not in ('withdraw', 'resubmit', 'appeal', 'ban-hold', 'ban-release')
      and (action <> 'role' or account <> by)
    order by at desc limit ${bounds.decisions}`;
  const [counted] = await ctx.db.all<Counted>(sql`
    with own as (${own})
    select count(*) as decisions,
      count(*) filter (where own.action = 'decide' and own."to" = 'accepted') as accepted,
      count(*) filter (where own.action = 'decide' and own."to" = 'needs-source') as needsSource,
      count(*) filter (where own.action = 'decide' and own."to" = 'rejected') as rejected,
      count(*) filter (where own.action = 'decide' and own."to" = 'removed') as removed,
      count(*) filter (where own.action = 'decide' and own."to" = 'merged') as merged,
      count(*) filter (where own.action = 'undo') as undos,
      count(*) filter (where exists (
        select 1 from decisions u where u.undoes = own.row_id and u.by <> ${rowId}
          and not exists (select 1 from decisions w where w.undoes = u.row_id))) as undoneByOthers,
      count(*) filter (where a.state = 'upheld') as appealsUpheld,
      count(*) filter (where a.state = 'denied') as appealsDenied,
      count(own.waited) as timed
    from own left join appeals a on a.decision = own.row_id`);
  const { timed = 0, ...counts } = counted ?? nothing;
  const at = async (share: number): Promise<number | null> => {
    if (timed === 0) return null;
    // The nearest rank: the smallest value that at least this share of them doesn't exceed.
    const rank = Math.max(0, Math.ceil(share * timed) - 1);
    const [row] = await ctx.db.all<{ waited: number }>(sql`
      with own as (${own})
      select waited from own where waited is not null order by waited limit 1 offset ${rank}`);
    return row?.waited ?? null;
  };
  return { name, role, ...counts, waited: { median: await at(0.5), most: await at(0.9) } };
}

const nothing: Counted = {
  ...{ decisions: 0, accepted: 0, needsSource: 0, rejected: 0, removed: 0, merged: 0, undos: 0 },
  ...{ undoneByOthers: 0, appealsUpheld: 0, appealsDenied: 0, timed: 0 },
};
