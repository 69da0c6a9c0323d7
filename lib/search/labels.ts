import type { ClaimKind } from "@/lib/claims/claims";
import type { ContributionKind } from "@/lib/contributions/contributions";
import type { SearchKind } from "./search";

/**
 * What an entry of the index holds behind its words: the essay that it is in, and what it is. Asked for together with words,
 * they let the index itself leave out all else, whatever others say elsewhere. They are characters for private use, which
 * are in no word (words.ts), so that nobody can ask for them, or find them by how they begin.
 */
export const essayLabel = (rowId: number): string =>
  digits(rowId)
    .map((digit) => letter(0xe800 + digit))
    .join("");

const base = 4096;
const digits = (number: number): number[] =>
  number < base ? [number] : [...digits(Math.floor(number / base)), number % base];
const letter = (code: number) => String.fromCharCode(code);

/** The index holds these: one that is here stays what it is. */
const kindLabels: Record<Exclude<SearchKind, "source">, string> = {
  claim: letter(0xe000),
  fact: letter(0xe001),
  cause: letter(0xe002),
  definition: letter(0xe003),
  interpretation: letter(0xe004),
  prediction: letter(0xe005),
  value: letter(0xe006),
  evidence: letter(0xe010),
  rebuttal: letter(0xe011),
};

export const kindLabel = (kind: SearchKind): string => kindLabels[kind === "source" ? "evidence" : kind];

export const labelsOfClaim = (essay: number, kind: ClaimKind): string[] => [
  essayLabel(essay),
  kindLabels.claim,
  kindLabels[kind],
];

export const labelsOfContribution = (essay: number, kind: ContributionKind): string[] => [
  essayLabel(essay),
  kindLabels[kind],
];
