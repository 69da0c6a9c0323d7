import { desc, eq } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { contributions } from "@/db/schema";
import { Refusal } from "@/lib/errors";
import type { HoldRule } from "./rule";

const hour = 60 * 60 * 1000;

const attachedBy = kept((db, { author, after }: Given<{ author: number; after: number }>) =>
  db
    .select({ at: contributions.createdAt })
    .from(contributions)
    .where(eq(contributions.author, author))
    .orderBy(desc(contributions.rowId))
    .limit(1)
    .offset(after),
);

/** Counts what was attached, not what was refused; edits have the limit that all sending has. */
export const tooManyInAnHour: HoldRule = {
  code: "too-many-in-an-hour",
  async judge(ctx, { by, before }, threshold) {
    if (before) return undefined;
    const [last] = await attachedBy(ctx.db, { author: by.rowId, after: threshold - 1 });
    const free = last ? last.at.getTime() + hour - ctx.now.getTime() : 0;
    if (free <= 0) return undefined;
    const minutes = Math.ceil(free / 60_000);
    return new Refusal(
      429,
      "contribution.too_many",
      `You attached ${threshold} within an hour, which is as much as is taken at once. Go on in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
      { retryAfter: Math.ceil(free / 1000) },
    );
  },
};
