import type { decisions } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import type { Ctx } from "@/lib/ctx";

export type DecisionRow = typeof decisions.$inferSelect;

/**
 * Puts back what a decision changed, and brings up to date what follows from it. It runs in the transaction of
 * `undoDecision`, which has authorized, has seen to it that nothing newer stands on the decision, and writes the row.
 */
export type Undoer = (ctx: Ctx, decision: DecisionRow, by: Viewer) => Promise<void>;

/** What a `decide` row holds in `before`: which revision it was about, and since when the contribution was pinned, in ms. */
export type BeforeDecision = { revision: number; pinnedAt: number | null };
