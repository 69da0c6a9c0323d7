import type { Segment } from "./search";
import type { Term } from "./terms";
import { type Word, wordsOf } from "./words";

/** The whole text, cut where what was searched for begins and ends. */
export const marked = (text: string, terms: Term[]): Segment[] =>
  cut(text, spans(wordsOf(text), terms), 0, text.length);

/** About `length` characters of the text around the place where most of what was searched for stands together. */
export function excerpt(text: string, terms: Term[], length = 240): Segment[] {
  const words = wordsOf(text);
  const found = spans(words, terms);
  if (text.length <= length) return cut(text, found, 0, text.length);

  const richest = found.reduce(
    (best, span) => {
      const within = found.filter((other) => other.from >= span.from && other.to <= span.from + length).length;
      return within > best.within ? { from: span.from, within } : best;
    },
    { from: 0, within: 0 },
  );
  // A few words before the first mark say what it is about.
  const wanted = Math.max(0, Math.min(richest.from - Math.floor(length / 5), text.length - length));
  const from = wanted === 0 ? 0 : (words.find((word) => word.from >= wanted)?.from ?? 0);
  const last = words.findLast((word) => word.to <= from + length && word.to > from);
  const to = from + length >= text.length ? text.length : (last?.to ?? from + length);
  return [
    ...(from > 0 ? [{ text: "… ", marked: false }] : []),
    ...cut(text, found, from, to),
    ...(to < text.length ? [{ text: " …", marked: false }] : []),
  ];
}

export const anyMarked = (segments: Segment[]): boolean => segments.some((segment) => segment.marked);

type Span = { from: number; to: number };

/** Where the terms stand, in order and without overlaps. */
function spans(words: Word[], terms: Term[]): Span[] {
  const found: Span[] = [];
  for (let i = 0; i < words.length; ) {
    const length = Math.max(0, ...terms.map((term) => (standsAt(words, i, term) ? term.words.length : 0)));
    const [first, last] = [words[i], words[i + length - 1]];
    if (length > 0 && first && last) found.push({ from: first.from, to: last.to });
    i += Math.max(1, length);
  }
  return found;
}

const standsAt = (words: Word[], at: number, term: Term): boolean =>
  term.words.every((wanted, i) => {
    const word = words[at + i]?.folded;
    return term.prefix && i === term.words.length - 1 ? word?.startsWith(wanted) : word === wanted;
  });

function cut(text: string, found: Span[], from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  const push = (a: number, b: number, marked: boolean) => {
    if (b > a) segments.push({ text: text.slice(a, b), marked });
  };
  let at = from;
  for (const span of found) {
    if (span.from < from || span.to > to) continue;
    push(at, span.from, false);
    push(span.from, span.to, true);
    at = span.to;
  }
  push(at, to, false);
  return segments;
}
