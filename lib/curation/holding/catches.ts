import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { RuleCode, RuleSetting, Threshold } from "./words";

/** What a rule caught. The words of what was refused are kept nowhere; an edit that was refused names what it was of. */
export type Catch = {
  at: Date;
  outcome: "held" | "refused";
  claim: ClaimLink;
  contribution: { id: string; kind: ContributionKind; state: State } | null;
  /** Null: a former member. */
  by: string | null;
};

/** A rule as curators read it. */
export type HoldRuleRead = RuleSetting & {
  code: RuleCode;
  name: string;
  does: string;
  /** Why it can't be turned off; null where it can. */
  alwaysOn: string | null;
  bounds: Pick<Threshold, "label" | "least" | "most"> | null;
  byDefault: RuleSetting;
  /** How often, in the last 30 days. */
  caught: { held: number; refused: number };
  latest: Catch[];
};
