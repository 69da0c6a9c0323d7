import { sql } from "drizzle-orm";
import { type HoldRule, hold } from "./rule";

/** Of what was accepted and then changed, merged or withdrawn by its author: so many are looked through. */
const lookedThrough = 200;

export const newAccount: HoldRule = {
  code: "new-account",
  async judge(ctx, { by, before }, threshold) {
    if (before) return undefined;
    const accepted = await ctx.db.all(sql`
      select 1 from contributions where author = ${by.rowId} and state = 'accepted' limit ${threshold}`);
    if (accepted.length >= threshold) return undefined;
    const once = await ctx.db.all(sql`
      select 1 from (
        select row_id from contributions
        where author = ${by.rowId} and state in ('unreviewed', 'merged', 'withdrawn') limit ${lookedThrough}
      ) c
      where exists (
        select 1 from decisions d
        where d.contribution = c.row_id and d.action = 'decide' and d."to" = 'accepted'
          and not exists (select 1 from decisions u where u.undoes = d.row_id)
      )
      limit ${threshold}`);
    return accepted.length + once.length < threshold ? hold() : undefined;
  },
};
