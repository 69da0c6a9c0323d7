import { type SQL, sql } from "drizzle-orm";
import { contributions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { bounds } from "./search";
import { wordsOf } from "./words";

/** Of a text's telling words, at least so large a share in another makes them alike. */
const shareWhenAlike = 0.3;

/** The words that tell a text from others: the longest, which are few. */
const tellingWords = (text: string): string[] =>
  [...new Set(wordsOf(text).map(({ folded }) => folded))]
    .filter((word) => word.length > 3)
    .sort((a, b) => b.length - a.length)
    .slice(0, bounds.terms);

/** Whether so much of one text's telling words stands in the other that they may say the same. */
export function areAlike(text: string, other: string): boolean {
  const telling = tellingWords(text);
  const there = new Set(wordsOf(other).map(({ folded }) => folded));
  const shared = telling.filter((word) => there.has(word)).length;
  return telling.length > 0 && shared / telling.length >= shareWhenAlike;
}

/** Of a claim's contributions, so many of the newest are looked through. */
const lookedThrough = 1000;

/**
 * The row ids of those contributions on a claim whose words are most like a text's, the likeliest first. Only the
 * longest words are asked for: they tell texts apart, and are few.
 */
export async function likeliest(
  ctx: Ctx,
  claim: number,
  text: string,
  which: SQL | undefined,
  limit: number,
): Promise<number[]> {
  const words = tellingWords(text);
  if (words.length === 0) return [];
  const match = words.map((word) => `"${word}"`).join(" OR ");
  // From the claim to the index, entry by entry: the other way round it would cost what the whole index has of these words.
  const rows = await ctx.db.all<{ rowId: number }>(sql`
    select near.row_id as rowId
    from (
      select row_id from ${contributions} where ${contributions.claim} = ${claim} and ${which}
      order by row_id desc limit ${lookedThrough}
    ) near cross join search_index
    where search_index.rowid = near.row_id * 2 + 1 and search_index match ${match}
    order by bm25(search_index), near.row_id desc
    limit ${limit}`);
  return rows.map(({ rowId }) => rowId);
}
