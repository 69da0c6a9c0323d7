import type { Counts } from "@/lib/claims/claims";
import type { Tally } from "@/lib/votes/votes";

/** What changes of a claim while its page is open. */
export type LiveClaim = {
  id: string;
  tally: Tally;
  counts: Counts;
  /** The id of the latest decision about it or about what is attached to it; null where there is none. */
  decided: string | null;
};

/** What a page listens to: its claim, or the claims of its essay. */
export type Followed = { claim: string } | { essay: string };

export const liveEvent = "claims";
