import { eq } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { type claims, essayTexts, passages } from "@/db/schema";
import { anchor } from "@/lib/anchoring/anchoring";
import type { Place } from "@/lib/anchoring/find-passage";
import type { Ctx } from "@/lib/ctx";
import { newestText } from "./text-queries";
import type { PassageNow } from "./texts";

type ClaimRow = Pick<typeof claims.$inferSelect, "rowId" | "essay" | "quoteExact" | "quotePrefix" | "quoteSuffix">;

/**
 * Finds the passage of a claim that came into an essay, or reports it as orphaned. To be called in the transaction that
 * brought it there.
 * @param near where it is likely to stand: the passage of the claim that it was split from, for instance
 */
export async function findClaimPassage(ctx: Ctx, claim: ClaimRow, near?: Place): Promise<void> {
  const text = await newestText(ctx, claim.essay);
  await ctx.db.delete(passages).where(eq(passages.claim, claim.rowId));
  if (!text) return;
  const inside = near ? text.text.slice(near.start, near.end).indexOf(claim.quoteExact) : -1;
  const quote = { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix };
  const start = (near?.start ?? 0) + inside;
  const found =
    inside >= 0
      ? ({ start, end: start + claim.quoteExact.length, how: "exact" } as const)
      : anchor(text.text, quote, near?.start);
  await ctx.db.insert(passages).values({
    claim: claim.rowId,
    text: text.rowId,
    ...(found ?? { how: "orphaned", start: null, end: null }),
  });
}

const passageOf = kept((db, { claim }: Given<{ claim: number }>) =>
  db.select().from(passages).where(eq(passages.claim, claim)),
);

/** Where a claim's passage stands in the newest text; undefined where it has no place there. */
export async function placeOfClaim(ctx: Ctx, claim: number): Promise<Place | undefined> {
  const [row] = await passageOf(ctx.db, { claim });
  return row && row.start !== null && row.end !== null ? { start: row.start, end: row.end } : undefined;
}

/** Whether a claim's passage stands in the newest text as the claim quotes it, and how it reads there where it doesn't. */
export async function passageNow(ctx: Ctx, claim: number): Promise<PassageNow | null> {
  const [row] = await passageOf(ctx.db, { claim });
  if (!row || row.how === "exact") return null;
  if (row.start === null || row.end === null) return { how: "orphaned", words: null };
  const [text] = await ctx.db.select({ text: essayTexts.text }).from(essayTexts).where(eq(essayTexts.rowId, row.text));
  return { how: row.how, words: text?.text.slice(row.start, row.end) ?? null };
}
