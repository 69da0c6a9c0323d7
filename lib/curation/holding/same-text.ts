import { sql } from "drizzle-orm";
import { type HoldRule, hold } from "./rule";

/** What somebody withdrew they may attach again, better placed. */
export const sameText: HoldRule = {
  code: "same-text",
  async judge(ctx, { by, textHash, letters, before }, threshold) {
    if (textHash === null || letters < threshold || textHash === before?.textHash) return undefined;
    const same = await ctx.db.all(sql`
      select 1 from contributions
      where text_hash = ${textHash} and row_id <> ${before?.rowId ?? 0}
        and not (author = ${by.rowId} and state = 'withdrawn')
      limit 1`);
    return same.length > 0
      ? hold("This very text stands elsewhere in this Moot. Say it in words of its own.")
      : undefined;
  },
};
