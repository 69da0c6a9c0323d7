import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/**
 * Brings the queue's row of a contribution up to date: there is one while it is unreviewed, held or flagged, or its
 * source changed. To be called after its state, its flags, its text or its source changed, in the same transaction.
 *
 * A flag weighs (upheld + 1) / (decided + 2) of whoever raised it: the expected share of a flagger's flags that are
 * upheld, by Laplace's rule of succession. A newcomer is somebody of whom nothing was accepted yet.
 */
export async function requeue(db: Database, contribution: number): Promise<void> {
  await db.run(sql`delete from queue_entries where contribution = ${contribution}`);
  await db.run(sql`
    insert into queue_entries
      (contribution, essay, claim, kind, state, author, domain, hold_reason, flag_weight, day, newcomer, since)
    select c.row_id, k.essay, c.claim, c.kind, c.state, c.author, c.source_domain,
      case c.state when 'held' then c.state_reason_code end,
      f.weight, since.at / 86400000,
      not exists (select 1 from contributions a where a.author = c.author and a.state = 'accepted'),
      since.at
    from contributions c
    join claims k on k.row_id = c.claim
    join (
      select coalesce(sum((a.flags_upheld + 1.0) / (a.flags_decided + 2)), 0) as weight
      from flags f join accounts a on a.row_id = f.account
      where f.contribution = ${contribution} and f.closed_at is null
    ) f
    join (select coalesce(edited_at, created_at) as at from contributions where row_id = ${contribution}) since
    where c.row_id = ${contribution} and (
      (c.state in ('held', 'unreviewed') and c.state_reason_code is not 'author-banned')
      or f.weight > 0 or ${quoteFellBack})`);
  await keepNewcomers(db, contribution);
}

/** It was accepted, its quotation was checked, and then its source changed so that the check holds no more. */
const quoteFellBack = sql`(
  c.state = 'accepted' and c.quote_check = 'unchecked' and c.source_changed_at is not null
  and exists (select 1 from decisions d where d.contribution = c.row_id and d.action = 'check-quote'))`;

/** Whoever had something accepted is no newcomer in any of their entries, and is one again if that is taken back. */
async function keepNewcomers(db: Database, contribution: number): Promise<void> {
  // All entries of one author agree, so that one other of them says whether anything changed.
  const [other] = await db.all<{ author: number; newcomer: number; was: number }>(sql`
    select c.author, q.newcomer as was,
      not exists (select 1 from contributions a where a.author = c.author and a.state = 'accepted') as newcomer
    from contributions c join queue_entries q on q.author = c.author and q.contribution <> c.row_id
    where c.row_id = ${contribution} limit 1`);
  if (!other || other.was === other.newcomer) return;
  await db.run(sql`update queue_entries set newcomer = ${other.newcomer} where author = ${other.author}`);
}

/** Weighs all that these people have open flags on anew: after how often they were right has changed. */
export async function requeueFlaggedBy(db: Database, accounts: number[]): Promise<void> {
  await db.run(sql`
    update queue_entries set flag_weight = (
      select sum((a.flags_upheld + 1.0) / (a.flags_decided + 2)) from flags f join accounts a on a.row_id = f.account
      where f.contribution = queue_entries.contribution and f.closed_at is null)
    where contribution in (
      select contribution from flags
      where account in (select value from json_each(${JSON.stringify(accounts)})) and closed_at is null)`);
}
