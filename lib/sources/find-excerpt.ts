import search from "approx-string-match";
import { type Folded, fold } from "./fold";
import type { Match, Passage } from "./sources";

/** Characters shown before and after a passage. */
const around = 240;

const passageAtMost = 8000;

/** Below this, what is nearest to the excerpt says something else. */
const closeEnough = 0.6;

/** Looks for an excerpt in a page's text: as it stands; else but for spelling; else for what comes nearest to it. */
export function findExcerpt(text: string, excerpt: string): Match {
  const exact = text.indexOf(excerpt);
  if (exact >= 0) return match("exact", 1, text, exact, exact + excerpt.length);

  const page = fold(text);
  const wanted = fold(excerpt).text;
  if (wanted === "") return absent;
  const folded = page.text.indexOf(wanted);
  if (folded >= 0) return match("folded", 1, text, ...inOriginal(page, folded, folded + wanted.length));

  const apart = findParts(page, excerpt);
  if (apart) return match("folded", 1, text, ...inOriginal(page, ...apart));

  const nearest = findNearest(page.text, wanted);
  if (!nearest) return absent;
  const similarity = 1 - nearest.errors / wanted.length;
  return similarity < closeEnough
    ? absent
    : match("close", similarity, text, ...inOriginal(page, nearest.start, nearest.end));
}

const absent: Match = { found: "absent", similarity: 0, passage: null };

function match(found: Match["found"], similarity: number, text: string, start: number, end: number): Match {
  return { found, similarity, passage: passageAt(text, start, end) };
}

/** The passage with what stands around it, cut between words. */
function passageAt(text: string, start: number, end: number): Passage {
  const before = text.slice(Math.max(0, start - around), start);
  const after = text.slice(end, end + around);
  return {
    // No longer than any excerpt, whatever a page hides between two letters.
    exact: text.slice(start, Math.min(end, start + passageAtMost)).toWellFormed(),
    prefix: (start > around ? before.replace(/^\S*\s/, "") : before).toWellFormed(),
    suffix: (end + around < text.length ? after.replace(/\s\S*$/, "") : after).toWellFormed(),
  };
}

const inOriginal = ({ starts, ends }: Folded, from: number, to: number): [number, number] => [
  starts[from] ?? 0,
  ends[to - 1] ?? 0,
];

/** How far apart the parts of an excerpt may stand that leaves something out: "one thing … another". */
const apartAtMost = 4000;

/** An excerpt that says by an ellipsis that it leaves something out is there if its parts are, one after the other. */
function findParts(page: Folded, excerpt: string): [number, number] | null {
  const parts = excerpt
    .split(/[[(]?\s*(?:…|\.{3,}|(?:\. ){2,}\.)\s*[\])]?/u)
    .map((part) => fold(part).text)
    .filter((part) => part !== "");
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0 || parts.some((part) => part.length < 8)) return null;
  let tries = 0;
  for (let start = page.text.indexOf(first); start >= 0 && tries < 50; tries += 1) {
    let end = start + first.length;
    const rest = others.every((part) => {
      const at = page.text.slice(end, end + apartAtMost).indexOf(part);
      if (at >= 0) end += at + part.length;
      return at >= 0;
    });
    if (rest) return [start, end];
    start = page.text.indexOf(first, start + 1);
  }
  return null;
}

type Nearest = { start: number; end: number; errors: number };

/** Length of the shingles by which stretches of a page are chosen for a closer look. */
const shingle = 5;
/** How many of them are looked at. */
const stretches = 12;

/**
 * The stretch that takes the fewest changes to become what is wanted. Comparing a whole book so would take minutes:
 * only where most of the wanted text's shingles are found together, it is compared letter by letter.
 */
function findNearest(text: string, wanted: string): Nearest | null {
  const errorsAtMost = Math.floor(wanted.length * (1 - closeEnough));
  if (errorsAtMost === 0 || text.length === 0) return null;
  let best: Nearest | null = null;
  for (const [from, to] of likelyStretches(text, wanted)) {
    const found = search(text.slice(from, to), wanted, best ? Math.max(0, best.errors - 1) : errorsAtMost);
    for (const { start, end, errors } of found) {
      if (!best || errors < best.errors) best = { start: from + start, end: from + end, errors };
    }
  }
  return best;
}

/** Where in the text most of the wanted text's shingles stand close together, the likeliest first. */
function likelyStretches(text: string, wanted: string): [number, number][] {
  const size = Math.max(64, wanted.length);
  if (text.length <= size * 4) return [[0, text.length]];
  const known = new Set<number>();
  eachShingle(wanted, (hash) => known.add(hash));
  const half = Math.ceil(size / 2);
  // Each half once a shingle: a page that repeats one of them a thousand times is no nearer for it.
  const hits = new Uint16Array(Math.ceil(text.length / half) + 1);
  const seen = new Map<number, number>();
  eachShingle(text, (hash, at) => {
    if (!known.has(hash)) return;
    const bucket = Math.floor(at / half);
    if (seen.get(hash) === bucket) return;
    seen.set(hash, bucket);
    hits[bucket] = (hits[bucket] ?? 0) + 1;
  });
  const together = (bucket: number) => (hits[bucket - 1] ?? 0) + (hits[bucket] ?? 0) + (hits[bucket + 1] ?? 0);
  const likely: { bucket: number; weight: number }[] = [];
  for (let bucket = 0; bucket < hits.length; bucket += 1) {
    const weight = together(bucket);
    if (weight === 0 || weight <= (likely[stretches - 1]?.weight ?? 0)) continue;
    const place = likely.findIndex((other) => other.weight < weight);
    likely.splice(place < 0 ? likely.length : place, 0, { bucket, weight });
    likely.length = Math.min(likely.length, stretches);
  }
  return likely.map(({ bucket }) => [Math.max(0, (bucket - 3) * half), Math.min(text.length, (bucket + 4) * half)]);
}

function eachShingle(text: string, visit: (hash: number, at: number) => void): void {
  for (let at = 0; at + shingle <= text.length; at += 1) {
    let hash = 0;
    for (let i = 0; i < shingle; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at + i)) | 0;
    visit(hash, at);
  }
}
