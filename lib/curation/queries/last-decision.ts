import { sql } from "drizzle-orm";
import type { State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { isUndone } from "../undone";

/** `by` is whom an undo has to do with: of an answer to an appeal, whoever made the decision that the appeal was against. */
type LastDecision = { rowId: number; id: string; action: "decide" | "answer-appeal"; by: number; to: State };

/**
 * The newest decision about a contribution that no undo took back; undefined where there is none, or where the author
 * withdrew or changed it since: that is the author's, and no undo goes behind it.
 */
export async function lastDecision(ctx: Ctx, contribution: number): Promise<LastDecision | undefined> {
  const [row] = await ctx.db.all<LastDecision>(sql`
    select row_id as rowId, id, action, "to",
      case action when 'answer-appeal'
        then (select a.decided_by from appeals a where a.row_id = json_extract(d.before, '$.appeal')) else by end as by
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
