import type { Role } from "@/lib/accounts/accounts";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { DecisionAction } from "./log";
import type { GivenReason } from "./reasons";

/** What reaches a person: a decision about what they attached, or an answer to it. */
export type InboxItem = {
  id: string;
  at: Date;
  /** It came after the inbox was last read. */
  isNew: boolean;
  about: { id: string; kind: ContributionKind; state: State; url: string };
  claim: ClaimLink;
} & (
  | {
      type: "decision";
      action: DecisionAction;
      from: string | null;
      to: State;
      reason: GivenReason | null;
      byRole: Role;
    }
  | { type: "answer"; answer: { id: string; kind: ContributionKind; url: string; by: string | null; text: string } }
);
export type Inbox = { items: InboxItem[]; nextCursor: string | null };
