import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import type { Contribution } from "@/lib/contributions/contributions";
import type { LogItem } from "./log";
import type { FlagReason, ReasonChoices } from "./reasons";

/** What the desk shows of the queue: all that waits, or only some of it. */
export const queueFilters = ["all", "flagged", "held", "unreviewed", "needs-source"] as const;
export type QueueFilter = (typeof queueFilters)[number];

/** Who flagged it is kept from whoever wrote it: `by` is null for a curator who looks at their own. */
export type Flag = { reason: FlagReason; text: string; at: Date; by: Flagger | null };
/** Of their flags that were decided, how many were upheld. */
export type Flagger = { name: string | null; decided: number; upheld: number };

/** Something that waits for a curator, with what one has to know to decide. */
export type QueueItem = {
  contribution: Contribution;
  /** What it answers, from the claim down; the nearest few. */
  chain: Contribution[];
  claim: ClaimLink & { kind: ClaimKind; quote: string; essay: { slug: string; title: string } };
  flags: Flag[];
  /** How what its author attached has fared. */
  record: { attached: number; accepted: number; rejected: number; removed: number };
  /** Earlier decisions, the latest first. */
  decisions: LogItem[];
  may: May;
  /** What can be chosen from where a decision takes a reason. */
  reasons: ReasonChoices;
};

/** What the viewer may do about it. */
export type May = { decide: boolean; remove: boolean; undo: boolean };

export type QueueCounts = Record<QueueFilter, number>;
export type Queue = { items: QueueItem[]; counts: QueueCounts; nextCursor: string | null };
