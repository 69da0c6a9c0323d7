import { decisionActions } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { GivenReason } from "./reasons";

export { decisionActions };
export type DecisionAction = (typeof decisionActions)[number];

/**
 * What a row is about. `name` says it in words; `url` is null for what has no page: what is held, a former member, or what
 * was proposed and became no claim.
 * The id of a `source` is its domain, of a `setting` its name.
 */
export type LogTarget = {
  kind: ContributionKind | "claim" | "proposal" | "essay" | "account" | "source" | "setting";
  id: string;
  url: string | null;
  name: string | null;
};

export type Wording = { statement: string; kind: ClaimKind };

/** A row of the public log. */
export type LogItem = {
  id: string;
  /** Its own page. */
  url: string;
  at: Date;
  action: DecisionAction;
  target: LogTarget;
  /** The claim it is about or under. */
  claim: ClaimLink | null;
  essay: { slug: string; title: string } | null;
  from: string | null;
  to: string | null;
  /** What an edited claim said before and after. */
  wordings: { before: Wording; after: Wording } | null;
  /** The statement that a resolution is about, which the claim may have no more. */
  found: string | null;
  reason: GivenReason | null;
  byRole: Role;
  /** When a lock or a ban ends by itself. */
  until: Date | null;
  /** What it was merged into, or what was split off. */
  into: LogTarget | null;
  /** The id of the row that this one took back, and of the row that took this one back, if that still holds. */
  undoes: string | null;
  undoneBy: string | null;
};

export type LogPage = { items: LogItem[]; nextCursor: string | null };

/** What the log can be narrowed to, all at once. Days are by UTC, and belong to the span themselves. */
export type LogFilters = {
  action?: DecisionAction | undefined;
  /** An essay's slug. */
  essay?: string | undefined;
  /** A claim's id: it and what is attached to it. */
  claim?: string | undefined;
  contribution?: string | undefined;
  /** The name of whom a role or a ban is about. */
  person?: string | undefined;
  role?: Role | undefined;
  /** A reason's code. */
  reason?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/**
 * What a row of the log may say of before or after. An archived copy's address leads to the source, which is not said of
 * what is held or was taken down: neither by the row that attached it nor by the one that undid that.
 */
export const sayable = (word: string | null, state: State | null): string | null =>
  word !== null && /^https?:/i.test(word) && state !== null && ["held", "withdrawn", "removed"].includes(state)
    ? null
    : word;
