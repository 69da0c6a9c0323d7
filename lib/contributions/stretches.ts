import { type SQL, sql } from "drizzle-orm";

/** The keys of the first `count` contributions that fit each of `fits`, for `in (…)`: read along an index of their own. */
export function firsts(fits: SQL[], order: SQL[], count: number): SQL {
  const sorted = sql.join(order, sql`, `);
  const pieces = fits.map(
    (fit) => sql`select * from (select row_id from contributions where ${fit} order by ${sorted} limit ${count})`,
  );
  return sql.join(pieces, sql` union all `);
}

/**
 * The keys of the first `count` contributions that fit any of `fits`, for `in (…)`: the first of each are read, and only
 * those few are sorted. An `or` of them would read and sort all that fit.
 */
export function firstOfEach(fits: SQL[], order: SQL[], count: number): SQL {
  const sorted = sql.join(order, sql`, `);
  const all = firsts(fits, order, count);
  return sql`(select row_id from contributions where row_id in (${all}) order by ${sorted} limit ${count})`;
}
