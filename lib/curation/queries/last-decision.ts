import { sql } from "drizzle-orm";
import type { State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { isUndone } from "../undone";

type LastDecision = { rowId: number; id: string; by: number; to: State };

/**
 * The newest decision about a contribution that no undo took back; undefined where there is none, or where the author
 * withdrew or changed it since: that is the author's, and no undo goes behind it.
 */
export async function lastDecision(ctx: Ctx, contribution: number): Promise<LastDecision | undefined> {
  const [row] = await ctx.db.all<LastDecision>(sql`
    select row_id as rowId, id, by, "to"
    from decisions as d
    where contribution = ${contribution} and action in ('decide', 'answer-appeal')
      and not ${isUndone(sql`d.row_id`)}
      and not exists (
        select 1 from decisions as own
        where own.contribution = d.contribution and own.row_id > d.row_id and own.action in ('withdraw', 'resubmit')
      )
    order by row_id desc limit 1`);
  return row;
}
