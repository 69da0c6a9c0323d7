import { type SQL, sql } from "drizzle-orm";
import { ratingCode } from "@/db/schema/ratings";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { type RatingCounts, type RatingValue, ratingValues, type State } from "../contributions";
import { ratingInput } from "../input";
import { changeRatings } from "../recount";
import { isVisible } from "../visibility";

export type RatingReceipt = { rating: RatingValue | null; counts: RatingCounts };

/** Rates somebody else's contribution convincing or unconvincing, or changes the rating. */
export const rate = async (ctx: Ctx, id: string, input: unknown): Promise<RatingReceipt> =>
  setRating(ctx, id, parse(ratingInput, input).value);

/** Takes the viewer's rating back. */
export const withdrawRating = (ctx: Ctx, id: string): Promise<RatingReceipt> => setRating(ctx, id, null);

type Found = RatingCounts & {
  rowId: number;
  state: State;
  author: number;
  essay: number;
  code: number | null;
  carriedBy: number | null;
};

// Like votes, ratings touch no page's tag: their rows in `rating_events` say that pages are out of date. SQL as it is, as there.
const setRating = (ctx: Ctx, id: string, to: RatingValue | null): Promise<RatingReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const [found] = await ctx.db.all<Found>(sql`
      select c.row_id as rowId, c.state, c.author, k.essay, c.convincing, c.unconvincing, r.value as code, r.carried_by as carriedBy
      from contributions c join claims k on k.row_id = c.claim
      left join ratings r on r.contribution = c.row_id and r.account = ${ctx.viewer?.rowId ?? null}
      where c.id = ${id}`);
    if (!found || !isVisible(ctx.viewer, found, found.essay)) throw notFound("contribution");
    const viewer = authorize(ctx, "contribution.rate", { author: { rowId: found.author }, state: found.state });
    const from = ratingValues.find((value) => ratingCode[value] === found.code) ?? null;
    const [counts] = await Promise.all([
      changeRatings(ctx.db, found, from, to),
      ...recorded(found, viewer.rowId, to && ratingCode[to], ctx.now).map((write) => ctx.db.run(write)),
    ]);
    return { rating: to, counts };
  });

/** What a rating leaves behind: itself, and that it was given. */
function recorded({ rowId, code: from, carriedBy }: Found, account: number, code: number | null, now: Date): SQL[] {
  const own = sql`contribution = ${rowId} and account = ${account}`;
  if (from === code) {
    // Said here again, it is no longer only what was said of something that went into this.
    return carriedBy === null ? [] : [sql`update ratings set carried_by = null where ${own}`];
  }
  return [
    code === null
      ? sql`delete from ratings where ${own}`
      : sql`insert into ratings (contribution, account, value, at) values (${rowId}, ${account}, ${code}, ${now.getTime()})
          on conflict (contribution, account) do update set value = excluded.value, at = excluded.at, carried_by = null`,
    sql`insert into rating_events (contribution, account, "from", "to", at)
      values (${rowId}, ${account}, ${from}, ${code}, ${now.getTime()})`,
  ];
}
