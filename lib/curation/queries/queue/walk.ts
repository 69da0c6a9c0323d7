import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import type { Within } from "./within";

/**
 * A place in the queue's order: the heaviest flags first, then the longest waiting day, then newcomers, then as they
 * came. `contribution` is a row id.
 */
export type Place = { weight: number; day: number; newcomer: number; contribution: number };
export type Entry = Place & { id: string };

/**
 * What comes after a place (or before it), piece by piece: each piece is one stretch of an index in the queue's order,
 * which an `or` of all four would not be.
 */
const after = ({ weight, day, newcomer, contribution }: Place): SQL[] => [
  sql`q.flag_weight = ${weight} and q.day = ${day} and q.newcomer = ${newcomer} and q.contribution > ${contribution}`,
  sql`q.flag_weight = ${weight} and q.day = ${day} and q.newcomer < ${newcomer}`,
  sql`q.flag_weight = ${weight} and q.day > ${day}`,
  sql`q.flag_weight < ${weight}`,
];
const before = ({ weight, day, newcomer, contribution }: Place): SQL[] => [
  sql`q.flag_weight = ${weight} and q.day = ${day} and q.newcomer = ${newcomer} and q.contribution < ${contribution}`,
  sql`q.flag_weight = ${weight} and q.day = ${day} and q.newcomer > ${newcomer}`,
  sql`q.flag_weight = ${weight} and q.day < ${day}`,
  sql`q.flag_weight > ${weight}`,
];
const forwards = sql`q.flag_weight desc, q.day, q.newcomer desc, q.contribution`;
const backwards = sql`q.flag_weight, q.day desc, q.newcomer, q.contribution desc`;

type From = { after?: Place | null | undefined; before?: Place | null | undefined };

/** The next entries after a place, or those before one, the nearest first; from the beginning where none is given. */
export async function walk(
  ctx: Ctx,
  { base, conditions, inOrderOfRows }: Within,
  from: From,
  limit: number,
): Promise<Entry[]> {
  const pieces = from.before ? before(from.before) : from.after ? after(from.after) : [sql`true`];
  const order = from.before ? backwards : forwards;
  const byRow = from.before ? sql`q.contribution desc` : sql`q.contribution`;
  const found: Entry[] = [];
  for (const piece of pieces) {
    if (found.length >= limit) break;
    found.push(
      ...(await ctx.db.all<Entry>(sql`
        select q.contribution, q.flag_weight as weight, q.day, q.newcomer,
          (select id from contributions where row_id = q.contribution) as id
        from ${base} q where ${sql.join([...conditions, piece], sql` and `)}
        order by ${inOrderOfRows ? byRow : order} limit ${limit - found.length}`)),
    );
  }
  return found;
}

/** How many come before a place; `atMost` where it is that many or more. */
export async function countBefore(ctx: Ctx, within: Within, place: Place, atMost: number): Promise<number> {
  let count = 0;
  for (const piece of before(place)) {
    if (count >= atMost) break;
    const [row] = await ctx.db.all<{ count: number }>(sql`
      select count(*) as count from (
        select 1 from ${within.base} q where ${sql.join([...within.conditions, piece], sql` and `)} limit ${atMost - count})`);
    count += row?.count ?? 0;
  }
  return count;
}

/** A cursor carries the place whole, so that it leads on when what stood there was decided meanwhile. */
export const cursorOf = ({ weight, day, newcomer, id }: Entry): string => `${weight}_${day}_${newcomer}_${id}`;

export async function placeAt(ctx: Ctx, cursor: string): Promise<Place> {
  const [, weight, day, newcomer, id] =
    /^(\d{1,9}(?:\.\d{1,20})?(?:e-?\d{1,3})?)_(\d{1,7})_([01])_([a-z0-9]{1,20})$/.exec(cursor) ?? [];
  const [row] = id
    ? await ctx.db.all<{ rowId: number }>(sql`select row_id as rowId from contributions where id = ${id}`)
    : [];
  if (!row) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return { weight: Number(weight), day: Number(day), newcomer: Number(newcomer), contribution: row.rowId };
}
