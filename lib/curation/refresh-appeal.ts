import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { isUndone } from "./undone";

/**
 * The decision that brought a contribution to where it stands: the newest that changed its state and was not undone.
 * Leaving it as it is, in answer to a flag, changes nothing.
 */
export const standingDecision = (contribution: number | SQL) => sql<number | null>`(
  select d.row_id from decisions d
  where d.contribution = ${contribution} and d.action = 'decide' and d."from" <> d."to" and not ${isUndone(sql`d.row_id`)}
  order by d.row_id desc limit 1)`;

/**
 * Settles whether an appeal that nobody answered is still open: it lapses while what it is about does not stand, because
 * its author edited, a decision was undone or a newer one made, and is open again where that is put back. To be called
 * after a contribution's state changed, or a decision about it was undone.
 */
export async function refreshAppeal(db: Database, contribution: number): Promise<void> {
  await db.run(sql`
    update appeals set state = iif(
      decision = ${standingDecision(contribution)}
        and (select d."to" from decisions d where d.row_id = appeals.decision)
          = (select c.state from contributions c where c.row_id = appeals.contribution), 'open', 'lapsed')
    where contribution = ${contribution} and state in ('open', 'lapsed')`);
}
