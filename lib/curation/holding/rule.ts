import type { Lock } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import type { Refusal } from "@/lib/errors";
import type { RuleCode } from "./words";

/** What of a wording the rules look at. */
export type Content = {
  /** Where its source and its links lead, and in which field each stands. */
  domains: { domain: string; field: "source.url" | "source.citation" | "body" }[];
  /** How many different addresses its text has. */
  links: number;
  /** What the text is made of, and the hash that finds the same; see `lib/curation/holding/text-hash.ts`. */
  letters: number;
  textHash: string | null;
};

/** Something that came in: attached anew, or an edit of what is there. */
export type Incoming = Content & {
  by: { rowId: number };
  claim: { rowId: number; essay: number; lock: Lock; lockedUntil: Date | null };
  /** What it was before the edit; null where it is new. */
  before: (Content & { rowId: number; held: boolean }) | null;
};

/**
 * Passed (undefined), held, or refused. To hold an edit of what is shown would take it from everybody's eyes, with what
 * answers it: where a rule gives a sentence to mend the edit by, the edit is refused with that instead.
 */
export type Verdict = undefined | { hold: true; inAnEdit: string | null } | Refusal;

export type HoldRule = {
  code: RuleCode;
  /** Whether it holds for curators too. */
  forCurators?: true;
  judge(ctx: Ctx, incoming: Incoming, threshold: number): Promise<Verdict> | Verdict;
};

export const hold = (inAnEdit: string | null = null): Verdict => ({ hold: true, inAnEdit });
