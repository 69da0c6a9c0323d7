import { decisionActions } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind } from "@/lib/contributions/contributions";
import type { GivenReason } from "./reasons";

export { decisionActions };
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
  reason: GivenReason | null;
  byRole: Role;
  until: Date | null;
};

export type LogPage = { items: LogItem[]; nextCursor: string | null };
