import search from "approx-string-match";

/** A passage of a text, and the words around it that tell it from others like it (W3C TextQuoteSelector). */
export type Quote = { exact: string; prefix: string; suffix: string };

/** Where a passage stands in a text, as offsets of UTF-16 code units, and whether it reads as it did. */
export type Anchor = { start: number; end: number; how: "exact" | "changed" };

/** Length of the words kept before and after a passage, in characters. */
const contextLength = 32;

/** Of a passage's letters, as many may have changed before it counts as another. */
const changedAtMost = 0.3;
/** A passage so long, found once as it was, needs nothing around it to be known again. */
const tellsByItself = 40;
/** Of what stood around, as much must be there where the passage alone does not tell. */
const contextNeeded = 0.5;
/** By so much the likeliest place must be likelier than the next. */
const clearlyBetter = 0.1;

type Candidate = { start: number; end: number; similarity: number };

/**
 * Finds a passage again in a text that may have changed since: as it was, or nearly. Null where it is nowhere, or where it
 * could be in two places: a claim never moves to another passage unseen. The weights are those of Hypothesis' clients:
 * the passage counts half, what stands before and after it a fifth each, and the rest how near it is to where it was.
 */
export function anchor(text: string, quote: Quote, was?: number): Anchor | null {
  if (quote.exact === "") return null;
  const exact = occurrences(text, quote.exact);
  const candidates = exact.length > 0 ? exact : similar(text, quote.exact);
  const ranked = candidates
    .map((candidate) => ({ ...candidate, ...likeness(text, quote, candidate, was) }))
    .sort((a, b) => b.total - a.total);
  const [best] = ranked;
  if (!best) return null;
  const next = ranked.find(({ start, end }) => end <= best.start || start >= best.end);
  if (next && best.total - next.total < clearlyBetter) return null;
  const knownByNothingElse = quote.prefix === "" && quote.suffix === "";
  const alone = !next && best.similarity === 1 && (quote.exact.length >= tellsByItself || knownByNothingElse);
  if (!alone && best.context < contextNeeded) return null;
  return best.similarity === 1
    ? { start: best.start, end: best.end, how: "exact" }
    : { ...upToItsEdges(text, quote, best), how: "changed" };
}

/** Letters of what stood right before and after a passage, by which its edges are known again. */
const edge = 8;
/** So far from where the likeliest match ends, its edge is looked for. */
const edgeWithin = 24;

/** Where its first or last words changed, the likeliest match begins or ends in the midst of them. */
function upToItsEdges(text: string, quote: Quote, { start, end }: Candidate): { start: number; end: number } {
  const before = quote.prefix.slice(-edge);
  const after = quote.suffix.slice(0, edge);
  const from = Math.max(0, start - edgeWithin - edge);
  const begins = before.length < edge ? -1 : text.slice(from, start + edgeWithin).lastIndexOf(before);
  const to = Math.max(start + 1, end - edgeWithin);
  const ends = after.length < edge ? -1 : text.slice(to, end + edgeWithin + edge).indexOf(after);
  const edges = {
    start: begins < 0 ? start : from + begins + before.length,
    end: ends < 0 ? end : to + ends,
  };
  return edges.start < edges.end ? edges : { start, end };
}

/** The quote of a stretch of a text, by which it is found again later. */
export const quoteAt = (text: string, start: number, end: number): Quote => ({
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - contextLength), start),
  suffix: text.slice(end, end + contextLength),
});

function occurrences(text: string, exact: string): Candidate[] {
  const found: Candidate[] = [];
  for (let at = text.indexOf(exact); at >= 0 && found.length < 100; at = text.indexOf(exact, at + 1)) {
    found.push({ start: at, end: at + exact.length, similarity: 1 });
  }
  return found;
}

function similar(text: string, exact: string): Candidate[] {
  const errorsAtMost = Math.floor(exact.length * changedAtMost);
  return search(text, exact, errorsAtMost)
    .map(({ start, end, errors }) => ({ start, end, similarity: 1 - errors / exact.length }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 50);
}

function likeness(text: string, quote: Quote, { start, end, similarity }: Candidate, was: number | undefined) {
  const before = likenessOf(text.slice(Math.max(0, start - quote.prefix.length - 8), start), quote.prefix);
  const after = likenessOf(text.slice(end, end + quote.suffix.length + 8), quote.suffix);
  const near = was === undefined ? 0 : 1 - Math.min(1, Math.abs(start - was) / Math.max(1, text.length));
  const said = (quote.prefix ? 1 : 0) + (quote.suffix ? 1 : 0);
  const context = said === 0 ? 0 : ((quote.prefix ? before : 0) + (quote.suffix ? after : 0)) / said;
  return { context, total: 0.5 * similarity + 0.2 * before + 0.2 * after + 0.1 * near };
}

/** How much of `wanted` stands in `text`, 0 to 1. */
function likenessOf(text: string, wanted: string): number {
  if (wanted === "" || text === "") return 0;
  const [best] = search(text, wanted, wanted.length).sort((a, b) => a.errors - b.errors);
  return best ? 1 - best.errors / wanted.length : 0;
}
