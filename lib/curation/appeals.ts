import { appealStates } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { ClaimLink } from "@/lib/claims/claims";
import type { Contribution, ContributionKind, State } from "@/lib/contributions/contributions";
import type { QueueItem } from "./queue";
import type { GivenReason } from "./reasons";

export { appealStates };
export type AppealState = (typeof appealStates)[number];

/** The days within which the author of something turned down may appeal. */
export const appealDays = 20;

export const appealUntil = (decidedAt: Date): Date => new Date(decidedAt.getTime() + appealDays * 86_400_000);

/** States that can be appealed against. */
export const appealable: readonly State[] = ["rejected", "removed"];

export const appealTextLimit = 4000;

export const appealWords: Record<AppealState, { label: string; explanation: string }> = {
  open: { label: "Appeal open", explanation: "A moderator who did not make the decision will answer it." },
  upheld: { label: "Appeal upheld", explanation: "The decision was taken back." },
  denied: { label: "Appeal denied", explanation: "The decision stands." },
  lapsed: {
    label: "Appeal lapsed",
    explanation: "What it was about no longer stands: it was edited or decided anew before anybody answered.",
  },
};

/** The decision that something stands rejected or removed by. */
export type TurnedDown = { id: string; at: Date; to: string | null; reason: GivenReason | null; byRole: Role };

/** What the author of something turned down can do about it, and what became of it. */
export type OwnAppeal = {
  contribution: { id: string; kind: ContributionKind; state: State };
  claim: ClaimLink;
  /** The one that it stands by, or else the one that their last appeal was against. */
  decision: TurnedDown | null;
  /** The last moment for an appeal. */
  until: Date | null;
  /** Whether they can still appeal. */
  may: boolean;
  appeal: Appeal | null;
};

export type Appeal = {
  id: string;
  at: Date;
  text: string;
  state: AppealState;
  /** Whether its words are kept off the log. */
  hidden: boolean;
  answer: string | null;
  answeredAt: Date | null;
};

/** An appeal on a moderator's desk: with all that one has to know to answer. */
export type AppealItem = {
  appeal: Appeal;
  decision: TurnedDown;
  item: QueueItem;
  /** What was removed, which no page shows any more. */
  words: Pick<Contribution, "body" | "source"> | null;
  /** Why the viewer can't answer it; null where they can. */
  whyNot: string | null;
};
export type AppealPage = { items: AppealItem[]; nextCursor: string | null };
