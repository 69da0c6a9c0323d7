import type { Role } from "@/lib/accounts/accounts";
import type { ClaimLink, ResolutionOutcome } from "@/lib/claims/claims";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { AskedAgain } from "@/lib/votes/votes";
import type { AppealState } from "./appeals";
import type { DecisionAction } from "./log";
import type { FlagOutcome, FlagReason, GivenReason } from "./reasons";

/** A contribution that an item is about. What is held has no page but where its author edits it. */
export type About = {
  id: string;
  kind: ContributionKind;
  state: State;
  url: string;
  /** Of what the reader wrote themself: its source's title or its beginning, to know it by. */
  says: string | null;
};

/** A decision about what the reader attached. */
export type DecisionItem = {
  type: "decision";
  about: About;
  action: DecisionAction;
  from: string | null;
  to: string | null;
  reason: GivenReason | null;
  byRole: Role;
  /** Its row on the log. */
  log: string;
  /** What it was merged into. */
  into: { kind: ContributionKind; url: string } | null;
  /** Where it stands rejected or removed by this decision: until when an appeal can be made, and how one stands. */
  appeal: { until: Date; state: AppealState | null } | null;
};

/** Something that answers what the reader attached. */
export type AnswerItem = {
  type: "answer";
  about: About;
  answer: { id: string; kind: ContributionKind; url: string; by: string | null; text: string };
};

/** What became of a flag that the reader raised. */
export type FlagItem = {
  type: "flag";
  about: About;
  flagged: FlagReason;
  outcome: FlagOutcome;
  to: string | null;
  reason: GivenReason | null;
  log: string;
};

/** How an appeal ended that was against a decision of the reader's. */
export type AppealItem = {
  type: "appeal";
  about: About;
  outcome: "upheld" | "denied";
  answer: string;
};

/** A claim was split or merged, or what the reader answered was merged, and what they attached moved with it. */
export type MoveItem = {
  type: "move";
  action: DecisionAction;
  moved: number;
  to: { url: string; text: string };
  reason: GivenReason | null;
  log: string;
};

/** A curator resolved a claim, and the finding rests on something that the reader attached. */
export type GroundItem = { type: "ground"; about: About; outcome: ResolutionOutcome; log: string };

/** A claim that the reader voted on reads otherwise now: does their vote still stand? */
export type VoteItem = { type: "vote"; asked: AskedAgain };

/** A decision about a claim that the reader proposed. `item.claim` is the one that it became or went into. */
export type ProposalDecidedItem = {
  type: "proposal";
  /** What they proposed, and of which passage. */
  says: string;
  quote: { exact: string; prefix: string; suffix: string };
  essay: { slug: string; title: string };
  action: DecisionAction;
  to: string | null;
  reason: GivenReason | null;
  byRole: Role;
  log: string;
};

/** What reaches a person. A further kind: its type here, its file in queries/inbox/, its sentence in components. */
export type InboxMatter =
  | DecisionItem
  | AnswerItem
  | FlagItem
  | AppealItem
  | MoveItem
  | GroundItem
  | VoteItem
  | ProposalDecidedItem;
export type InboxItem = {
  id: string;
  at: Date;
  /** It came after the inbox was last read. */
  isNew: boolean;
  claim: ClaimLink | null;
} & InboxMatter;
export type Inbox = { items: InboxItem[]; nextCursor: string | null };
