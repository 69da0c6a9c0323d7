import { type SQL, sql } from "drizzle-orm";

/**
 * The keys of the first `count` contributions that fit any of `fits`, for `in (…)`: the first of each are read along an
 * index of their own, and only those few are sorted. An `or` of them would read and sort all that fit.
 */
export function firstOfEach(fits: SQL[], order: SQL[], count: number): SQL {
  const sorted = sql.join(order, sql`, `);
  const pieces = fits.map(
    (fit) => sql`select * from (select row_id from contributions where ${fit} order by ${sorted} limit ${count})`,
  );
  const all = sql.join(pieces, sql` union all `);
  return sql`(select row_id from contributions where row_id in (${all}) order by ${sorted} limit ${count})`;
}
