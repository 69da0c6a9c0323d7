import type { grades, quoteChecks } from "@/db/words";
import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import {
  type Contribution,
  type ContributionKind,
  contributionKinds,
  type State,
} from "@/lib/contributions/contributions";
import type { Segment } from "@/lib/rich-text/diff";
import type { SourceLook } from "@/lib/sources/sources";
import type { LogItem } from "./log";
import type { FlagReason, GivenReason, ReasonChoices } from "./reasons";
import { stateWords } from "./states";

/**
 * What the desk shows of the queue, as it stands in an address: all that is given must hold. `reason` is the code of a
 * hold rule or of a flag's reason, or `flagged` for any flag; people and domains go by name, the essay by its slug.
 */
export type QueueFilters = Partial<Record<(typeof filterNames)[number], string>>;
export const filterNames = [
  "essay",
  "claim",
  "kind",
  "state",
  "reason",
  "flagger",
  "domain",
  "author",
  "mine",
] as const;

/** The filters that an address holds. What is no kind, no state, is left out. */
export function filtersFrom(query: Record<string, string | string[] | undefined>): QueueFilters {
  const filters: QueueFilters = {};
  for (const name of filterNames) {
    const value = [query[name]].flat()[0]?.trim();
    if (value && valid(name, value)) filters[name] = name === "mine" ? "1" : value;
  }
  return filters;
}

function valid(name: (typeof filterNames)[number], value: string): boolean {
  if (name === "kind") return contributionKinds.some((kind) => kind === value);
  if (name === "state") return Object.hasOwn(stateWords, value);
  return value.length <= 300;
}

/** Counting stops here: a thousand stands for a thousand or more. */
export const countedAtMost = 1000;
export const countWords = (count: number): string => (count >= countedAtMost ? `${countedAtMost - 1}+` : `${count}`);

/** How much waits, by what it could be narrowed to: each number goes with the other filters that are set. */
export type QueueCounts = {
  all: number;
  /** Of it, what the viewer has taken. */
  mine: number;
  /** Open appeals, which wait beside the queue. */
  appeals: number;
  /** By slug. */
  essay: Record<string, number>;
  kind: Record<string, number>;
  state: Record<string, number>;
  /** By code; `flagged` for any flag. */
  reason: Record<string, number>;
  /** The numbers by essay, kind, state and reason are of the first thousands only: there may be more. */
  partial: boolean;
};

/** Who flagged it is kept from whoever wrote it: `by` is null for a curator who looks at their own. */
export type Flag = { reason: FlagReason; text: string; at: Date; by: Flagger | null };
/** How many of their flags were decided, and how many of those upheld. */
export type Flagger = { name: string | null; decided: number; upheld: number };

/** So long is taken what somebody opened and did not decide about, in ms. */
export const takenFor = 10 * 60 * 1000;

/** Who looks at it just now, and until when unless they decide before. */
export type Taken = { by: string | null; mine: boolean; until: Date };

/** Something that waits for a curator, with what one has to know to decide. */
export type QueueItem = {
  contribution: Contribution;
  /** Since when it waits and where it stands in the queue; null where it does not wait. */
  waits: { since: Date; newcomer: boolean; cursor: string } | null;
  taken: Taken | null;
  /** What it answers, from the claim down; the nearest few. */
  chain: Contribution[];
  claim: ClaimLink & {
    kind: ClaimKind;
    quote: { exact: string; prefix: string; suffix: string };
    essay: { slug: string; title: string };
  };
  source: SourceFacts | null;
  flags: Flag[];
  /** How what its author attached has fared. */
  record: Fared;
  /** How much else waits by the same author, on the same claim, from the same domain. */
  alsoWaiting: { author: number; claim: number; domain: number };
  /** How its wording changed since the last decision about it; null where it did not. */
  changed: { at: Date; segments: Segment[] } | null;
  /** Earlier decisions, the latest first. */
  decisions: LogItem[];
  may: May;
  /** What can be chosen from where a decision takes a reason. */
  reasons: ReasonChoices;
};

/** Counts by state, each bounded by {@link countedAtMost}. */
export type Fared = { attached: number; accepted: number; rejected: number; removed: number };

/** What is known of a source beside what whoever attached it said. */
export type SourceFacts = {
  domain: string | null;
  grade: { grade: (typeof grades)[number]; rationale: string } | null;
  quoteCheck: (typeof quoteChecks)[number];
  archiveUrl: string | null;
  deadSince: Date | null;
  changedAt: Date | null;
  /** The newest look at its address. */
  check: SourceLook | null;
  /** Other evidence from the same domain. */
  others: Fared & {
    examples: { id: string; kind: ContributionKind; state: State; title: string | null; url: string }[];
  };
};

/** What the viewer may do about it. */
export type May = { decide: boolean; remove: boolean; undo: boolean };

export type Queue = { items: QueueItem[]; counts: QueueCounts; nextCursor: string | null };

/** Where the desk stands in the queue: at the start, after or before a place. */
export type At = { after?: string | undefined; before?: string | undefined };

/** What the desk shows: the item to decide about, those that come after it, and where it is in the queue. */
export type Desk = {
  /** The first is on the desk. What others look at, and what isn't the viewer's to decide, is passed over. */
  items: QueueItem[];
  counts: QueueCounts;
  /** From 1; null where nothing is on the desk. */
  position: number | null;
  /** Something comes before it in the queue. */
  hasPrevious: boolean;
  /** Nothing came after the place that was asked for: it begins again. */
  wrapped: boolean;
  essays: { slug: string; title: string }[];
  /** The viewer's last decision that can be taken back. */
  last: LastDecision | null;
};

export type LastDecision = {
  id: string;
  at: Date;
  to: State;
  reason: GivenReason | null;
  contribution: { id: string; kind: ContributionKind; version: number };
  claim: ClaimLink;
  mayUndo: boolean;
};

/** The queue as lines, for deciding about many at once. */
export type QueueLine = {
  id: string;
  version: number;
  kind: ContributionKind;
  stance: Contribution["stance"];
  state: State;
  claim: ClaimLink;
  author: { id: string; name: string | null };
  sourceTitle: string | null;
  domain: string | null;
  /** The beginning of what it says. */
  text: string;
  flags: number;
  since: Date;
  newcomer: boolean;
  taken: Taken | null;
  may: Pick<May, "decide" | "remove">;
};
export type QueueLines = { lines: QueueLine[]; counts: QueueCounts; essays: Desk["essays"]; nextCursor: string | null };
