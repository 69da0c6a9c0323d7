import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema";
import type { BanBefore, RoleBefore } from "@/lib/accounts/accounts";
import { keepAnAdmin } from "@/lib/accounts/last-admin";
import type { Ctx } from "@/lib/ctx";
import { putBack, settleBan } from "../bans";
import type { DecisionRow, Undoer } from "../undoer";

/** Of a ban and of its lifting: what held before holds again, for what they attached too. */
export const undoBan: Undoer = async (ctx, decision) => {
  const account = await accountOf(ctx, decision);
  const { bannedAt, bannedUntil, banReason, banHides } = decision.before as BanBefore;
  await ctx.db
    .update(accounts)
    .set({ bannedAt: instant(bannedAt), bannedUntil: instant(bannedUntil), banReason, banHides })
    .where(eq(accounts.rowId, account.rowId));
  ctx.touched.add(`account:${account.id}`);
  await settleBan(ctx, account.rowId);
};

/** Gives the role from before, and the essay that went with it. */
export const undoRole: Undoer = async (ctx, decision) => {
  const account = await accountOf(ctx, decision);
  const { role, curates } = decision.before as RoleBefore;
  if (role !== "admin") await keepAnAdmin(ctx, account);
  await ctx.db.update(accounts).set({ role, curates }).where(eq(accounts.rowId, account.rowId));
  ctx.touched.add(`account:${account.id}`);
};

/** Puts one contribution back although its author is still banned. */
export const undoBanHold: Undoer = (ctx, decision) => putBack(ctx, decision);

async function accountOf(ctx: Ctx, decision: DecisionRow) {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(eq(accounts.rowId, decision.account ?? 0));
  if (!account) throw new Error("a decision about nobody");
  return account;
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms));
