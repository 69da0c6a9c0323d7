import type { Role } from "@/lib/accounts/accounts";
import type { ClaimKind, ClaimLink, Lock } from "@/lib/claims/claims";
import type { Contribution, ContributionKind, State } from "@/lib/contributions/contributions";

/** What the reader of a contribution is told about where it stands. */
export const stateWords: Record<State, { label: string; explanation: string }> = {
  unreviewed: { label: "Unreviewed", explanation: "No curator has looked at it yet." },
  held: {
    label: "Held for review",
    explanation: "Only its author and curators see it until a curator has looked at it.",
  },
  accepted: {
    label: "Accepted",
    explanation: "A curator checked that it bears on the claim and that its source fits.",
  },
  "needs-source": {
    label: "Needs a source",
    explanation: "A curator asks for something that is missing. Its author can mend it.",
  },
  rejected: {
    label: "Rejected",
    explanation: "A curator turned it down. It can still be read here, but counts for nothing.",
  },
  merged: { label: "Merged", explanation: "It says what another contribution says, and went into that one." },
  withdrawn: { label: "Withdrawn", explanation: "Its author took it back. What answers it stays." },
  removed: { label: "Removed", explanation: "A moderator took its text down. What answers it stays." },
};

export const rejectReasons = {
  "off-topic": "It doesn't bear on this claim",
  misrepresents: "The source doesn't say this",
  unreliable: "The source can't be relied on",
  "no-source": "There is no source",
  "not-evidence": "It is an opinion, not evidence",
  uncivil: "It attacks a person instead of the argument",
  spam: "It is spam",
  other: "Something else",
} as const;

export const removeReasons = {
  legal: "The law forbids it",
  spam: "It is spam",
  privacy: "It exposes somebody's private matters",
  abuse: "It threatens or abuses somebody",
} as const;

/** Why a rule held a new contribution back. */
export const holdReasons = {
  "new-account": "It is among the first from a new account",
  "claim-locked": "The claim is locked: new contributions wait for a curator",
  "blocked-domain": "Its source is on a site that is blocked here",
} as const;

/** Why a reader says that a curator should look at something. */
export const flagReasons = {
  "off-topic": "It doesn't bear on the claim",
  misquotes: "It misquotes its source or says what the source doesn't",
  spam: "It is spam",
  uncivil: "It attacks a person instead of the argument",
  illegal: "It breaks the law or exposes somebody",
  other: "Something else",
} as const;
export type FlagReason = keyof typeof flagReasons;

export type Reason = { code: string | null; text: string | null };

/** The sentence for a state's reason, from its code; null where the code is unknown or there is none. */
export function reasonLabel(state: State | null, code: string | null): string | null {
  const labels: Record<string, string> = state === "removed" ? removeReasons : { ...rejectReasons, ...holdReasons };
  return code === null ? null : (labels[code] ?? null);
}

/** What somebody must say along with a decision. */
export type Carries = { codes?: Record<string, string>; text: "needed" | "needed-for-other" | "welcome" };

export type Transition = {
  from: readonly State[];
  to: State;
  /** `curator` and `moderator` decide about others' contributions; the `author` withdraws, or resubmits by editing. */
  by: "curator" | "moderator" | "author";
  carries: Carries;
};

const welcome: Carries = { text: "welcome" };

/**
 * Every change of state there is, beside two that follow from a row already written: an undo puts back the state
 * before the last decision, and the first state (`unreviewed` or `held`) comes with the contribution.
 */
export const transitions: readonly Transition[] = [
  { from: ["held"], to: "unreviewed", by: "curator", carries: welcome },
  { from: ["held", "unreviewed", "needs-source", "rejected"], to: "accepted", by: "curator", carries: welcome },
  {
    from: ["held", "unreviewed", "accepted", "rejected"],
    to: "needs-source",
    by: "curator",
    carries: { text: "needed" },
  },
  {
    from: ["held", "unreviewed", "accepted", "needs-source"],
    to: "rejected",
    by: "curator",
    carries: { codes: rejectReasons, text: "needed-for-other" },
  },
  // Its place: merging carries the contribution it duplicates and moves ratings and answers.
  { from: [], to: "merged", by: "curator", carries: welcome },
  {
    from: ["held", "unreviewed", "accepted", "needs-source", "rejected", "withdrawn"],
    to: "removed",
    by: "moderator",
    carries: { codes: removeReasons, text: "welcome" },
  },
  // An edit of what was accepted has been seen by nobody either.
  { from: ["accepted", "needs-source", "rejected"], to: "unreviewed", by: "author", carries: welcome },
  {
    from: ["held", "unreviewed", "accepted", "needs-source", "rejected"],
    to: "withdrawn",
    by: "author",
    carries: welcome,
  },
];

/** The one way from a state to another for those who decide, if there is one. */
export const decisionTo = (from: State, to: State): Transition | undefined =>
  transitions.find((way) => way.by !== "author" && way.to === to && way.from.includes(from));

/** The one way from a state to another for its author, if there is one. */
export const authorsWay = (from: State, to: State): Transition | undefined =>
  transitions.find((way) => way.by === "author" && way.to === to && way.from.includes(from));

/** What can be decided about something in this state, in the order the desk offers it. */
export const decisionsFrom = (state: State): Transition[] =>
  transitions.filter((way) => way.by !== "author" && way.from.includes(state));

/** What the author of something can do about its state; null where nothing is asked of them. */
export const authorsRemedy: Record<State, string | null> = {
  unreviewed: null,
  held: "Nothing needs doing: a curator will look at it.",
  accepted: null,
  "needs-source": "Edit it to add what is missing. It then goes back to the curators as unreviewed.",
  rejected: "Edit it to meet the reason given. It then goes back to the curators as unreviewed.",
  merged: null,
  withdrawn: null,
  removed: null,
};

export const lockWords: Record<Lock, { label: string; explanation: string }> = {
  open: { label: "Open", explanation: "Everybody may attach evidence and rebuttals." },
  "hold-new": {
    label: "New contributions are held",
    explanation: "What is attached waits for a curator before it is shown.",
  },
  "curators-only": {
    label: "Locked",
    explanation: "Only curators may attach evidence and rebuttals for now. Votes still count.",
  },
};

export const reasonTextLimit = 2000;

export const decisionActions = [
  "decide",
  "undo",
  "withdraw",
  "resubmit",
  "lock",
  "unlock",
  "ban",
  "unban",
  "role",
] as const;
export type DecisionAction = (typeof decisionActions)[number];

/** A row of the public log. `target.name` says what it is about; what was held or belongs to a former member has no page. */
export type LogItem = {
  id: string;
  at: Date;
  action: DecisionAction;
  target: { kind: ContributionKind | "claim" | "account"; id: string; url: string | null; name: string | null };
  /** The claim it is about or under. */
  claim: ClaimLink | null;
  from: string | null;
  to: string | null;
  reason: Reason | null;
  byRole: Role;
  until: Date | null;
};

export type LogPage = { items: LogItem[]; nextCursor: string | null };

/** What the desk shows of the queue: all that waits, or only some of it. */
export const queueFilters = ["all", "flagged", "held", "unreviewed", "needs-source"] as const;
export type QueueFilter = (typeof queueFilters)[number];

/** Who flagged it is kept from whoever wrote it: `by` is null for a curator who looks at their own. */
export type Flag = { reason: FlagReason; text: string; at: Date; by: { name: string | null } | null };

/** Something that waits for a curator, with what one has to know to decide. */
export type QueueItem = {
  contribution: Contribution;
  /** What it answers, from the claim down; the nearest few. */
  chain: Contribution[];
  claim: ClaimLink & { kind: ClaimKind; quote: string; essay: { slug: string; title: string } };
  flags: Flag[];
  /** How what its author attached has fared. */
  record: { attached: number; accepted: number; rejected: number; removed: number };
  /** Earlier decisions, the latest first. */
  decisions: LogItem[];
  may: May;
};

/** What the viewer may do about it. */
export type May = { decide: boolean; remove: boolean; undo: boolean };

export type QueueCounts = Record<QueueFilter, number>;
export type Queue = { items: QueueItem[]; counts: QueueCounts; nextCursor: string | null };

/** What reaches a person: a decision about what they attached, or an answer to it. */
export type InboxItem = {
  id: string;
  at: Date;
  /** It came after the inbox was last read. */
  isNew: boolean;
  about: { id: string; kind: ContributionKind; state: State; url: string };
  claim: ClaimLink;
} & (
  | { type: "decision"; action: DecisionAction; from: string | null; to: State; reason: Reason | null; byRole: Role }
  | { type: "answer"; answer: { id: string; kind: ContributionKind; url: string; by: string | null; text: string } }
);
export type Inbox = { items: InboxItem[]; nextCursor: string | null };
