import { bounds } from "./search";
import { withoutScheme, wordsOf } from "./words";

/** Words that stand beside each other. With `prefix`, the last of them may go on. */
export type Term = { words: string[]; prefix: boolean };

/** What a query asks for; `whole` where that is all that was typed. */
export type Terms = { terms: Term[]; whole: boolean };

/** A phrase in quotation marks of any sort, closed or not, or a run of anything else up to a space. */
const pieces = /["“”„«»]([^"“”„«»]*)(?:["“”„«»](\*?)|$)|[^\s"“”„«»]+/gu;

/**
 * What a query asks for. Words must all be found; `"a phrase"` as it stands; `begin*` any word that begins so, and the
 * last word always, for it may not be typed to its end. There are no operators: whatever else is typed means nothing.
 */
export function termsOf(query: string): Terms {
  const terms: Term[] = [];
  let left: number = bounds.words;
  const looked = query.slice(0, bounds.characters);
  for (const match of withoutScheme(looked).matchAll(pieces)) {
    const quoted = match[1] !== undefined;
    const words = wordsOf(match[1] ?? match[0]).map((word) => word.folded);
    if (words.length === 0) continue;
    if (words.length > left || terms.length === bounds.terms) return { terms, whole: false };
    left -= words.length;
    terms.push({ words, prefix: quoted ? match[2] === "*" : match[0].endsWith("*") });
    // A single letter begins half of all words.
    const last = !quoted && match.index + match[0].length === query.length && (words.at(-1)?.length ?? 0) > 1;
    if (last) terms[terms.length - 1] = { words, prefix: true };
  }
  return { terms, whole: wordsOf(query.slice(bounds.characters)).length === 0 };
}

/** The terms in FTS5's own language. Words hold letters, digits and marks only, so that quoting them is safe. */
export const matchOf = (terms: Term[], match: "all" | "any"): string =>
  terms.map(({ words, prefix }) => `"${words.join(" ")}"${prefix ? "*" : ""}`).join(match === "all" ? " AND " : " OR ");
