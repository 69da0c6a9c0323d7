import { and, eq } from "drizzle-orm";
import { type contributions, revisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/jobs";
import { domainOf, sourceKey } from "@/lib/links/links";
import type { SourceInput } from "../input";

/** A source is dated by the day its publisher wrote on it: a day ahead of UTC is today somewhere. */
export function refuseFutureDate(source: SourceInput, now: Date): void {
  const tomorrow = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  if (source.date !== null && source.date > tomorrow.slice(0, source.date.length)) {
    throw invalid({ "source.date": "This date is in the future. Give the day on which it was published." });
  }
}

/** What the contribution's row holds of its source: what it is found by. */
export const sourceColumns = (source: SourceInput | null) => ({
  sourceKey: source?.url ? sourceKey(source.url) : null,
  sourceDomain: source?.url ? domainOf(source.url) : null,
});

/** What a revision holds of it: all. */
export const revisionColumns = (source: SourceInput | null) =>
  source && {
    sourceUrl: source.url,
    sourceCitation: source.citation,
    sourceTitle: source.title,
    sourceAuthor: source.author,
    sourcePublisher: source.publisher,
    sourceDate: source.date,
    sourceType: source.type,
    sourceExcerpt: source.excerpt,
  };

/** Has the source's address looked at after the answer. */
export async function checkSource(ctx: Ctx, contribution: number, source: SourceInput | null): Promise<void> {
  if (!source?.url) return;
  await enqueue(ctx, { kind: "check-source", subject: contribution, host: domainOf(source.url) });
}

/** What was known of a source is known no more where it has another address, or is quoted otherwise. */
export async function forgetChecks(
  ctx: Ctx,
  row: { rowId: number; revision: number },
  source: SourceInput | null,
): Promise<Partial<typeof contributions.$inferInsert>> {
  const [before] = await ctx.db
    .select({ url: revisions.sourceUrl, excerpt: revisions.sourceExcerpt })
    .from(revisions)
    .where(and(eq(revisions.contribution, row.rowId), eq(revisions.number, row.revision)));
  const elsewhere = (before?.url ?? null) !== (source?.url ?? null);
  if (!elsewhere && (before?.excerpt ?? null) === (source?.excerpt ?? null)) return {};
  await checkSource(ctx, row.rowId, source);
  return {
    quoteCheck: "unchecked",
    sourceChangedAt: null,
    ...(elsewhere && { deadSince: null, archiveUrl: null }),
  };
}
