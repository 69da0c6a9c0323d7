import { invalid } from "@/lib/errors";
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
