import { type SQL, sql } from "drizzle-orm";

/**
 * Whether something was undone: an undo names it, or an appeal that was upheld and whose answer stands. `decision` is the
 * key of the decision's row as the query around calls it.
 */
export const isUndone = (decision: SQL): SQL => sql`exists (
  select 1 from decisions by_undo where by_undo.undoes = ${decision}
    and not exists (select 1 from decisions again where again.undoes = by_undo.row_id))`;
