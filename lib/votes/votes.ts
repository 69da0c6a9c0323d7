import { voteValues } from "@/db/words";
import type { Wording } from "@/lib/claims/claims";
import type { Segment } from "@/lib/rich-text/diff";

export { voteValues };
export type VoteValue = (typeof voteValues)[number];

/** The votes on a claim. Never shown without its total and the whole distribution. */
export type Tally = Record<VoteValue, number> & {
  total: number;
  /** How many of them were given to an earlier wording of the claim, or to one that went into it; left out where none. */
  earlierWording?: number;
};

/** A vote that was given to another wording than the claim has now: does it still stand? */
export type AskedAgain = {
  vote: VoteValue;
  /** The claim was reworded since, or the vote was given to a claim that went into this one. */
  because: "reworded" | "merged";
  before: Wording;
  now: Wording;
  /** How the statement voted on became the one that stands. */
  difference: Segment[];
};

export const tallyOf = (counts: Record<VoteValue, number> & { earlierWording: number }): Tally => ({
  agree: counts.agree,
  disagree: counts.disagree,
  unsure: counts.unsure,
  total: counts.agree + counts.disagree + counts.unsure,
  ...(counts.earlierWording > 0 && { earlierWording: counts.earlierWording }),
});

export const voteLabels: Record<VoteValue, string> = { agree: "Agree", unsure: "Unsure", disagree: "Disagree" };
