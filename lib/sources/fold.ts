/**
 * A text without what spelling and typesetting alone decide: upper case, kinds of quotes and dashes, ligatures, soft
 * hyphens, words divided at a line's end, runs of white space. `starts` and `ends` lead from each folded character
 * back to the stretch of the original that it stands for.
 */
export type Folded = { text: string; starts: Uint32Array; ends: Uint32Array };

const space = /[\s\p{Z}]/u;
/** Shown as nothing: soft hyphens, zero-width characters, marks of direction. */
const invisible = /\u034f|[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/gu;
const single = /[\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u02b9`\u00b4\u2039\u203a]/gu;
const double = /[\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u300c\u300d\u300e\u300f]/gu;
const dash = /[-\u058a\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]/u;
const onlyDashes = new RegExp(`^${dash.source}+$`, "u");
const digit = /^\p{Nd}/u;

const foldQuotes = (text: string): string => text.replace(single, "'").replace(double, '"');

/** A letter with its marks, folded as one. Quotes come first, as NFKC turns some into a space and a mark, and others into quotes. */
const foldStretch = (stretch: string): string =>
  foldQuotes(foldQuotes(stretch.replace(invisible, "")).normalize("NFKC"))
    .toLowerCase()
    .replace(/ß/g, "ss")
    .trim()
    // An accent that stood by itself (U+00B8) would else go on the letter before it.
    .replace(/^\p{M}+/u, (marks) => (/^\p{M}/u.test(stretch) ? marks : ""));

export function fold(original: string): Folded {
  // A ligature becomes several; U+FDFA, eighteen: far from every character of a text.
  const room = original.length * 2 + 64;
  let starts = new Uint32Array(room);
  let ends = new Uint32Array(room);
  let length = 0;
  const pieces: string[] = [];
  let piece = "";
  const put = (folded: string, from: number, to: number) => {
    if (length + folded.length > starts.length) [starts, ends] = [grown(starts), grown(ends)];
    for (let i = 0; i < folded.length; i += 1) {
      starts[length] = from;
      ends[length] = to;
      length += 1;
    }
    piece += folded;
    if (piece.length > 65_536) {
      pieces.push(piece);
      piece = "";
    }
  };

  /** Where white space that is not put down yet begins; -1 for none. It goes down as one before the next character. */
  let gap = -1;
  /** The same for a dash. What it joins or divides stands together, but before a digit it may be a minus. */
  let dashAt = -1;
  const end = original.length;
  for (let at = 0; at < end; ) {
    const from = at;
    const code = original.charCodeAt(at);
    const ascii = code < 128 && !isMark(original.charCodeAt(at + 1));
    at += ascii || (original.codePointAt(at) as number) <= 0xffff ? 1 : 2;
    while (!ascii && at < end && at - from < 32 && isMark(original.charCodeAt(at))) at += 1;
    const stretch = original.slice(from, at);
    if (ascii ? code === 32 || (code >= 9 && code <= 13) : space.test(stretch)) {
      if (gap < 0) gap = from;
    } else {
      const folded = ascii && code > 32 && code !== 96 && code !== 127 ? lower(stretch, code) : foldStretch(stretch);
      if (folded === "") continue;
      if (ascii ? code === 45 : onlyDashes.test(folded)) {
        if (dashAt < 0) dashAt = from;
        continue;
      }
      if (dashAt >= 0) {
        if (digit.test(folded)) put("-", dashAt, from);
      } else if (gap >= 0 && length > 0) {
        put(" ", gap, from);
      }
      gap = -1;
      dashAt = -1;
      put(folded, from, at);
    }
  }
  pieces.push(piece);
  return { text: pieces.join(""), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

const lower = (letter: string, code: number): string =>
  code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : letter;

const grown = (array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
};

/** Combining marks of the blocks where a letter's marks follow it apart. */
const isMark = (code: number): boolean =>
  (code >= 0x300 && code <= 0x36f) || (code >= 0x1ab0 && code <= 0x1aff) || (code >= 0x1dc0 && code <= 0x1dff);
