import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { notFound, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { isBanned, type Role } from "../accounts";
import { banInput, roleInput, unbanInput } from "../input";
import type { AccountRow } from "./sessions";

/** Gives somebody another role. It holds from their next request on. */
export const grantRole = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.grant", { account });
    const { role, reason } = parse(roleInput, input);
    await changeRole(ctx, account, role, { by: viewer.rowId, byRole: viewer.role, reason });
  });

/** Keeps somebody from taking part, for some days or until it is lifted. It holds from their next request on. */
export const ban = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.ban", { account });
    const { reason, days } = parse(banInput, input);
    if (isBanned(account, ctx.now)) throw new Refusal(409, "account.banned_already", "This account is banned already.");
    const bannedUntil = days == null ? null : new Date(ctx.now.getTime() + days * 24 * 60 * 60 * 1000);
    await ctx.db
      .update(accounts)
      .set({ bannedAt: ctx.now, bannedUntil, banReason: reason })
      .where(eq(accounts.rowId, account.rowId));
    await logRow(ctx, account, {
      ...{ action: "ban", from: null, to: bannedUntil === null ? "until lifted" : bannedUntil.toISOString() },
      ...{ by: viewer.rowId, byRole: viewer.role, reason },
    });
  });

export const unban = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.ban", { account });
    const { reason } = parse(unbanInput, input);
    if (!isBanned(account, ctx.now)) return;
    await ctx.db
      .update(accounts)
      .set({ bannedAt: null, bannedUntil: null, banReason: null })
      .where(eq(accounts.rowId, account.rowId));
    await logRow(ctx, account, {
      ...{ action: "unban", from: account.bannedUntil?.toISOString() ?? "until lifted", to: null },
      ...{ by: viewer.rowId, byRole: viewer.role, reason },
    });
  });

/**
 * The operator's way to a role, from the machine itself. No account did it, so the log names the account it was done
 * to, acting as an admin.
 */
export const setRoleAsOperator = (ctx: Ctx, account: AccountRow, role: Role, reason: string): Promise<void> =>
  inTransaction(ctx, (ctx) => changeRole(ctx, account, role, { by: account.rowId, byRole: "admin", reason }));

type Doing = { by: number; byRole: Role; reason: string | null };

async function changeRole(ctx: Ctx, account: AccountRow, role: Role, doing: Doing) {
  if (account.role === role) return;
  await ctx.db.update(accounts).set({ role }).where(eq(accounts.rowId, account.rowId));
  await logRow(ctx, account, { action: "role", from: account.role, to: role, ...doing });
}

type LogRow = { action: "role" | "ban" | "unban"; from: string | null; to: string | null } & Doing;

async function logRow(ctx: Ctx, account: AccountRow, { by, byRole, reason, ...row }: LogRow) {
  await recordDecision(ctx, { rowId: by, role: byRole }, { account: account.rowId, reasonText: reason, ...row });
  ctx.touched.add(`account:${account.id}`);
}

async function accountById(ctx: Ctx, id: string): Promise<AccountRow> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), isNull(accounts.deletedAt)));
  if (!account) throw notFound("account");
  return account;
}
