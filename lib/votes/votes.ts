import { voteValues } from "@/db/words";

export { voteValues };
export type VoteValue = (typeof voteValues)[number];

/** The votes on a claim. Never shown without its total and the whole distribution. */
export type Tally = Record<VoteValue, number> & {
  total: number;
  /** How many of them were given to an earlier wording of the claim, or to one that went into it; left out where none. */
  earlierWording?: number;
};

export const tallyOf = (counts: Record<VoteValue, number> & { earlierWording: number }): Tally => ({
  agree: counts.agree,
  disagree: counts.disagree,
  unsure: counts.unsure,
  total: counts.agree + counts.disagree + counts.unsure,
  ...(counts.earlierWording > 0 && { earlierWording: counts.earlierWording }),
});

export const voteLabels: Record<VoteValue, string> = { agree: "Agree", unsure: "Unsure", disagree: "Disagree" };
