import { and, eq } from "drizzle-orm";
import { ratingEvents, ratings } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { RatingCounts, RatingValue } from "../contributions";
import { ratingInput } from "../input";
import { contributionInContext } from "../queries";
import { changeRatings } from "../recount";

export type RatingReceipt = { rating: RatingValue | null; counts: RatingCounts };

/** Rates somebody else's contribution convincing or unconvincing, or changes the rating. */
export const rate = async (ctx: Ctx, id: string, input: unknown): Promise<RatingReceipt> =>
  setRating(ctx, id, parse(ratingInput, input).value);

/** Takes the viewer's rating back. */
export const withdrawRating = (ctx: Ctx, id: string): Promise<RatingReceipt> => setRating(ctx, id, null);

// Like votes, ratings touch no page's tag: their rows in `rating_events` say that pages are out of date.
const setRating = (ctx: Ctx, id: string, to: RatingValue | null): Promise<RatingReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const { contribution: row, author } = await contributionInContext(ctx, id);
    const viewer = authorize(ctx, "contribution.rate", { author, state: row.state });
    const own = and(eq(ratings.contribution, row.rowId), eq(ratings.account, viewer.rowId));
    const [before] = await ctx.db
      .select({ value: ratings.value, carriedBy: ratings.carriedBy })
      .from(ratings)
      .where(own);
    const from = before?.value ?? null;
    if (from !== to) {
      if (to === null) {
        await ctx.db.delete(ratings).where(own);
      } else {
        const rating = { value: to, at: ctx.now, carriedBy: null };
        await ctx.db
          .insert(ratings)
          .values({ contribution: row.rowId, account: viewer.rowId, ...rating })
          .onConflictDoUpdate({ target: [ratings.contribution, ratings.account], set: rating });
      }
      const event = { contribution: row.rowId, account: viewer.rowId, from, to, at: ctx.now };
      await ctx.db.insert(ratingEvents).values(event);
    } else if (before && before.carriedBy !== null) {
      // Said here again, it is no longer only what was said of something that went into this.
      await ctx.db.update(ratings).set({ carriedBy: null }).where(own);
    }
    return { rating: to, counts: await changeRatings(ctx.db, row, from, to) };
  });
