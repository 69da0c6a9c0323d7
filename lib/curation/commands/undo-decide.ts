import { and, eq, isNull } from "drizzle-orm";
import { flags } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import type { Undoer } from "../undoer";
import { settle } from "./settle";

/** Puts back the state before the decision, its reason and the flags that it answered. */
export const undoDecide: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("a state that is nobody's");
  const found = await contributionInContext(ctx, decision.contribution);
  await reopenFlags(ctx, decision.rowId);
  const reason = { code: decision.fromReasonCode, text: decision.fromReasonText };
  await settle(ctx, found, decision.from as State, reason);
};

/** Opens the flags that a decision answered again, but for those whose owner has an open one meanwhile. */
async function reopenFlags(ctx: Ctx, decision: number): Promise<void> {
  const closed = await ctx.db.select().from(flags).where(eq(flags.closedBy, decision));
  for (const flag of closed) {
    const own = and(eq(flags.contribution, flag.contribution), eq(flags.account, flag.account), isNull(flags.closedAt));
    const [open] = await ctx.db.select({ rowId: flags.rowId }).from(flags).where(own);
    if (!open) await ctx.db.update(flags).set({ closedAt: null, closedBy: null }).where(eq(flags.rowId, flag.rowId));
  }
}
