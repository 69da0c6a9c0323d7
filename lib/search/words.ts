/** Scripts written without spaces between words: each character is a word of its own, and a word is a phrase of them. */
const unspaced = "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmr}\\p{scx=Mymr}]";
const words = new RegExp(
  `(?=[\\p{L}\\p{N}])${unspaced}\\p{M}*|(?:(?!(?=[\\p{L}\\p{N}])${unspaced})[\\p{L}\\p{N}\\p{M}])+`,
  "gu",
);

/** Accents, points and vowel signs that a searcher leaves out. The marks of Indic and Japanese writing are letters to a reader and stay. */
const marks =
  /(?:(?=\p{M})[\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}](?<![\u3099\u309a]))|\u0640/gu;

/** Letters with a stroke or joined letters, which Unicode doesn't take apart. */
const plainer: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** A word as the index keeps it: lower case, without accents, in compatibility form. */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(marks, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => plainer[letter] ?? letter)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]/gu, "");
}

/** The longest word that is told apart; no language needs more, and an index of junk stays small. */
const longest = 64;

export type Word = { folded: string; from: number; to: number };

/** The words of a text with where each stands in it. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(words)) {
    const folded = [...fold(match[0])].slice(0, longest).join("");
    if (folded) found.push({ folded, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** A text as the index takes it. */
export const indexed = (text: string): string =>
  wordsOf(text)
    .map((word) => word.folded)
    .join(" ");

/** An address as people remember and type it. */
export const withoutScheme = (text: string): string => text.replace(/\bhttps?:\/\/(www\.)?/gi, "");
