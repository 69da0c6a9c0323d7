import { claimKinds, type contributionKinds, type locks, resolutionOutcomes, type stances } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { Translation } from "@/lib/essays/languages";
import type { Tally } from "@/lib/votes/votes";

export { claimKinds, resolutionOutcomes };
export type ClaimKind = (typeof claimKinds)[number];

export type Lock = (typeof locks)[number];

/** Characters of a statement. */
export const statementLimit = 500;

/** How many contributions that count stand under a claim, at any depth. */
export type Counts = { supporting: number; contradicting: number; rebuttals: number };

export type ResolutionOutcome = (typeof resolutionOutcomes)[number];

/** What a list shows of how a claim was resolved. `current`: it was found about the claim as it reads now. */
export type ResolutionLabel = { outcome: ResolutionOutcome; current: boolean };

/** What a curator found a claim to be, and why. It is a reasoned finding, beside the tally and apart from it. */
export type Resolution = ResolutionLabel & {
  reasons: string;
  at: Date;
  byRole: Role;
  /** The id of its row on the log. */
  decision: string;
  /** The number of the wording that it is about. */
  wording: number;
  /** What it rests on and can still be read. */
  restsOn: Ground[];
  /** How many more it rested on that can't be read any more. */
  gone: number;
};

/** A contribution that a resolution rests on, in a line. */
export type Ground = {
  id: string;
  kind: (typeof contributionKinds)[number];
  stance: (typeof stances)[number];
  /** Its source's title, or else its beginning. */
  says: string;
};

/** What a list shows of a claim. */
export type ClaimSummary = {
  id: string;
  slug: string;
  kind: ClaimKind;
  statement: string;
  quote: { exact: string; prefix: string; suffix: string };
  /** Of its essay: what statement and passage are in. */
  language: string;
  tally: Tally;
  counts: Counts;
  resolvesOn: string | null;
  /** How a curator resolved it; null where nobody did. */
  resolution: ResolutionLabel | null;
  /** The lock in force. */
  locked: Lock;
  /** The number of its wording, 1 for the first. */
  version: number;
};

/** Another claim, named and linked. */
export type ClaimLink = { id: string; slug: string; statement: string };

/** A claim in a list of several essays' claims: the essay's slug, the section's position, and what the essay rests it on. */
export type ListedClaim = ClaimSummary & { essay: string; section: number; supportedBy: ClaimLink[] };

/** What a claim says, in one of its wordings. */
export type Wording = { statement: string; kind: ClaimKind; resolvesOn: string | null };

/** A wording with its place in the claim's history: its number is what `?at=` takes. */
export type ClaimRevision = Wording & { number: number; at: Date };

/** The passage of a claim that went into another one, and where the essay has it. */
export type AlsoStated = {
  id: string;
  statement: string;
  quote: { exact: string };
  essay: { slug: string; title: string };
  section: { position: number; title: string };
};

export type Claim = ClaimSummary & {
  /** `hasText`: it can be read in full here, with the passage marked in it. */
  essay: { id: string; slug: string; title: string; url: string | null; hasText: boolean };
  section: { position: number; title: string };
  /** 1 for the essay's first claim. */
  position: number;
  resolution: Resolution | null;
  /** Whether it says in another language what a claim of another essay says. */
  translated: boolean;
  /** Where it is in other languages: claims of their own, each with its votes. */
  translations: Translation[];
  lockReason: string | null;
  lockedUntil: Date | null;
  createdAt: Date;
  /** What the essay uses it to support, and what the essay supports it with. */
  supports: ClaimLink[];
  supportedBy: ClaimLink[];
  /** What it went into; null where it stands. */
  mergedInto: ClaimLink | null;
  /** What went into it. */
  alsoStated: AlsoStated[];
  /** What it was a part of, and what was a part of it and now stands by itself. */
  splitFrom: ClaimLink | null;
  splitInto: ClaimLink[];
};

export const kindPhrases: Record<ClaimKind, string> = {
  fact: "claim of fact",
  cause: "claim of cause",
  definition: "definition",
  interpretation: "interpretation",
  prediction: "prediction",
  value: "value judgement",
};

/**
 * The kinds that evidence can settle. What a word should mean, what somebody meant, and what is good are argued, and
 * nobody resolves them.
 */
export const resolvableKinds: readonly ClaimKind[] = ["fact", "cause", "prediction"];

export const outcomeWords: Record<ResolutionOutcome, string> = {
  true: "True",
  "mostly-true": "Mostly true",
  mixed: "Mixed",
  "mostly-false": "Mostly false",
  false: "False",
  "cannot-be-told": "Cannot be told",
};

export const resolutionReasonsLimit = 4000;

export const claimSorts = ["essay", "argued", "divided", "unargued"] as const;
export type ClaimSort = (typeof claimSorts)[number];

/**
 * How divided the votes are, 0 to 1: 1 where as many agree as disagree and nobody is unsure, 0 where all who took a
 * side took the same one. It is the share of opposed pairs among all pairs of voters, scaled: 4·a·d / n².
 */
export const division = ({ agree, disagree, total }: Tally): number =>
  total === 0 ? 0 : (4 * agree * disagree) / (total * total);
