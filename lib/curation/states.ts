import type { State } from "@/lib/contributions/contributions";
import type { ReasonList } from "./reasons";

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

/** What somebody must say along with a decision. */
export type Carries = { codes?: ReasonList; text: "needed" | "needed-for-other" | "welcome" };

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
    carries: { codes: "reject", text: "needed-for-other" },
  },
  // It carries the contribution that it duplicates, too (`mergeTarget`).
  {
    from: ["held", "unreviewed", "accepted", "needs-source", "rejected"],
    to: "merged",
    by: "curator",
    carries: welcome,
  },
  {
    from: ["held", "unreviewed", "accepted", "needs-source", "rejected", "withdrawn"],
    to: "removed",
    by: "moderator",
    carries: { codes: "remove", text: "welcome" },
  },
  // An edit of what was accepted has been seen by nobody either.
  { from: ["accepted", "needs-source", "rejected"], to: "unreviewed", by: "author", carries: welcome },
  // By an edit under a lock that holds what is new.
  { from: ["unreviewed", "accepted", "needs-source", "rejected"], to: "held", by: "author", carries: welcome },
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

/** A word of the log as a state, where it is one. */
export const stateOf = (word: string | null): State | null =>
  word !== null && Object.hasOwn(stateWords, word) ? (word as State) : null;

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
