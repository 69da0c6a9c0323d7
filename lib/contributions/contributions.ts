import { contributionKinds, ratingValues, sourceTypes, stances, type states } from "@/db/words";
import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import type { SourceGrade } from "@/lib/curation/grades";
import type { GivenReason } from "@/lib/curation/reasons";
import type { Body } from "@/lib/rich-text/document";
import type { QuoteCheck } from "@/lib/sources/sources";

export { contributionKinds, ratingValues, sourceTypes, stances };
export type ContributionKind = (typeof contributionKinds)[number];

export type Stance = (typeof stances)[number];

export type RatingValue = (typeof ratingValues)[number];
export type RatingCounts = Record<RatingValue, number>;
/** What one person found, and the counts with theirs in it. */
export type OwnRating = { rating: RatingValue; counts: RatingCounts };

export type SourceType = (typeof sourceTypes)[number];

export type State = (typeof states)[number];

/** Since when others see a contribution that is in this state from now on; null while it is held. */
export const shownSince = (state: State, before: Date | null, now: Date): Date | null =>
  state === "held" ? null : (before ?? now);

/** The states in which a contribution counts: in a claim's counts, in what answers it, in lists. */
export const countedStates: readonly State[] = ["unreviewed", "accepted", "needs-source"];

/**
 * Whether lists show it in its place: what counts, and the tombstone of what was withdrawn or removed while something
 * still hangs on it. What was rejected is listed apart, folded.
 */
export const isListed = (state: State, answers: number): boolean =>
  countedStates.includes(state) || ((state === "withdrawn" || state === "removed") && answers > 0);

/** Where evidence comes from: an address or, where there is none, a full citation. */
export type Source = {
  url: string | null;
  citation: string | null;
  title: string | null;
  author: string | null;
  publisher: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  date: string | null;
  type: SourceType | null;
  excerpt: string | null;
};

/** A source with what this Moot makes of its site and of its address; `domain` is null where it has none. */
export type GradedSource = Source & {
  domain: string | null;
  grade: SourceGrade | null;
  /** What a curator says of the excerpt; null where there is none. */
  quoteCheck: QuoteCheck | null;
  archiveUrl: string | null;
  /** Since when nothing answers at its address. */
  deadSince: Date | null;
  /** When the page there was first seen to have changed, if nobody has looked at it since. */
  changedAt: Date | null;
};

/** A contribution as a page shows it. What its state hides is null: body and source of what was withdrawn, removed or is held. */
export type Contribution = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  stateReason: GivenReason | null;
  /** Its author has appealed against its being rejected or removed, and nobody answered yet. */
  appealOpen: boolean;
  body: Body | null;
  source: GradedSource | null;
  rating: RatingCounts;
  /** Whether a curator put it before the rest of its side. */
  pinned: boolean;
  /** Listed answers, all of them, however many of them are in `children`. */
  answers: number;
  /** Without a name: a former member. */
  author: { id: string; name: string | null };
  createdAt: Date;
  editedAt: Date | null;
  revision: number;
  version: number;
  /** 0 where it answers the claim itself. */
  depth: number;
};

/** What went into another contribution, which says the same. */
export type Merged = {
  id: string;
  kind: ContributionKind;
  author: { id: string; name: string | null };
  createdAt: Date;
};

/** A contribution with the first of what answers it. */
export type Branch = Contribution & { children: Branch[] };

/** A contribution on its own page: what it belongs to and the chain above it, from the claim down; of a long one its ends. */
export type Permalink = {
  claim: ClaimLink & { kind: ClaimKind; essay: { slug: string; title: string } };
  chain: Contribution[];
  contribution: Contribution;
  /** What it went into, where it was merged. */
  mergedInto: { id: string; kind: ContributionKind } | null;
  /** What went into it. */
  merged: Merged[];
};

/** One wording of a contribution. */
export type Revision = {
  number: number;
  at: Date;
  by: { id: string; name: string | null };
  text: string;
  source: Source | null;
};

export const contributionSorts = ["convincing", "newest", "least-reviewed"] as const;
export type ContributionSort = (typeof contributionSorts)[number];

/** How many a side a curator may put before the rest. */
export const pinnedAtMost = 2;

/** Bounds of what is read for one page. */
export const page = {
  /** Contributions a side on a claim's page; answers on a permalink's. */
  size: 20,
  /** Answers shown under one contribution before "more". */
  answers: 3,
  /** Levels of answers shown before the chain folds behind a link. */
  depth: 3,
  /** Of a chain of parents: this many below the claim, and this many above the contribution. */
  chain: { first: 2, last: 20 },
} as const;

export const limits = { excerpt: 2000, citation: 1000, title: 300, author: 300, publisher: 200, url: 2048 } as const;

/** z for a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * The lower bound of the Wilson score interval (E. B. Wilson, 1927) for the share of raters who found something
 * convincing, at 95 %: few ratings give a wide interval and so a low bound. 0 without ratings.
 */
export function wilsonLowerBound(convincing: number, total: number): number {
  if (total === 0) return 0;
  const share = convincing / total;
  const centre = share + (z * z) / (2 * total);
  const margin = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * total)) / total);
  return Math.max(0, (centre - margin) / (1 + (z * z) / total));
}
