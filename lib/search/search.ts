import { type ClaimKind, type ClaimLink, claimKinds } from "@/lib/claims/claims";
import type { State } from "@/lib/contributions/contributions";

/** A piece of a text; `marked` where it is what was searched for. */
export type Segment = { text: string; marked: boolean };

/** What a search can be narrowed to: a kind of claim, all claims, a kind of contribution, or what evidence cites. */
export const searchKinds = ["claim", ...claimKinds, "evidence", "rebuttal", "source"] as const;
export type SearchKind = (typeof searchKinds)[number];

export const searchKindWords: Record<SearchKind, string> = {
  claim: "All claims",
  fact: "Claims of fact",
  cause: "Claims of cause",
  definition: "Definitions",
  interpretation: "Interpretations",
  prediction: "Predictions",
  value: "Value judgements",
  evidence: "Evidence",
  rebuttal: "Rebuttals",
  source: "Sources of evidence",
};

export type Found = {
  id: string;
  url: string;
  /** A claim's statement or the title of a source; empty for what has none. */
  title: Segment[];
  excerpt: Segment[];
  claim: ClaimLink & { url: string };
  essay: { slug: string; title: string };
} & ({ type: "claim"; kind: ClaimKind } | { type: "evidence" | "rebuttal"; state: State });

export type SearchResults = {
  items: Found[];
  nextCursor: string | null;
  /** `newest` where what was looked for is in so many texts that none is better than another. */
  order: "best" | "newest";
  /** Whether all that was typed was looked for. */
  whole: boolean;
  /** Whether entries are being made anew, so that some may be missing from a narrower search for some minutes. */
  unfinished: boolean;
};

/** How much of a query is looked for, how many results a page has, and how often a word may be found where results are ranked. */
export const bounds = { characters: 400, terms: 16, words: 64, page: 20, ranked: 5000 } as const;

/** How many results are on the pages before the one that a cursor leads to. */
export const shownBefore = (cursor: string | undefined): number => Number(/^\d{1,6}/.exec(cursor ?? "")?.[0] ?? 0);
