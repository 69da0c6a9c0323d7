import type { ReactNode } from "react";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { LastDecision, May } from "@/lib/curation/queue";
import type { ReasonChoices } from "@/lib/curation/reasons";

/** An item of the queue as the deck shuffles it: what its bar needs, and the rest as it was rendered. */
export type Card = {
  id: string;
  version: number;
  kind: ContributionKind;
  state: State;
  flagged: boolean;
  /** Its place in the queue; null where it does not wait. */
  cursor: string | null;
  may: May;
  reasons: ReasonChoices;
  /** Another curator who looks at it. */
  taken: { by: string | null; until: Date } | null;
  statement: string;
  node: ReactNode;
};

/** The desk at a place: the first card is the one to decide about, the others come after it. */
export type DeskView = {
  cards: Card[];
  filters: ReactNode;
  /** How much waits with these filters, and where the first card is in it. */
  total: number;
  position: number | null;
  hasPrevious: boolean;
  wrapped: boolean;
  last: LastDecision | null;
  /** What is shown where there is no card. */
  empty: ReactNode;
};
