import type { Counts } from "@/lib/claims/claims";
import type { DecisionAction } from "@/lib/curation/log";
import type { Tally } from "@/lib/votes/votes";

/** What changes of a claim while its page is open. */
export type LiveClaim = {
  id: string;
  tally: Tally;
  counts: Counts;
  /** The latest row of the log about it or about what is attached to it; null where there is none. */
  decided: { id: string; action: DecisionAction } | null;
};

/** What a page listens to: its claim, or the claims of its essay. */
export type Followed = { claim: string } | { essay: string };

export const liveEvent = "claims";

/** What happened, on an open page, where it wasn't a decision of a curator's. */
const happenings: Partial<Record<DecisionAction, string>> = {
  withdraw: "Something was withdrawn",
  resubmit: "Something was edited",
  appeal: "Somebody appealed against a decision",
  undo: "A decision was undone",
  "check-quote": "A quotation was checked",
  archive: "A source was archived",
  "edit-claim": "The claim was reworded",
};

/** The sentence that tells an open page of a row of the log. */
export const newsOf = (action: DecisionAction): string => happenings[action] ?? "Something was decided";
