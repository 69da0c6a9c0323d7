import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";

/** Marks all that has reached the viewer so far as read. */
export const readInbox = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    await ctx.db.update(accounts).set({ inboxReadAt: ctx.now }).where(eq(accounts.rowId, viewer.rowId));
  });
