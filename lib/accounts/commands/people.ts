import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { settleBan } from "@/lib/curation/bans";
import { type Decision, recordDecision } from "@/lib/curation/record";
import { invalid, notFound, Refusal } from "@/lib/errors";
import { essayRow, essayTitle } from "@/lib/essays/queries";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { type BanBefore, isBanned, type Role, type RoleBefore } from "../accounts";
import { banInput, roleInput, unbanInput } from "../input";
import { keepAnAdmin } from "../last-admin";
import type { AccountRow } from "./sessions";

/** Gives somebody another role, or a curator another essay. It holds from their next request on. */
export const grantRole = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.grant", { account });
    const { role, essay, reason } = parse(roleInput, input);
    const curates = essay === null ? null : await essayFor(ctx, role, essay);
    await changeRole(ctx, account, { role, curates }, { by: viewer.rowId, byRole: viewer.role, reason });
  });

/**
 * Keeps somebody from taking part, for some days or until it is lifted. It holds from their next request on. With
 * `hides`, what they attached is held as long as the ban lasts.
 */
export const ban = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.ban", { account });
    const { reason, days, hides } = parse(banInput, input);
    if (isBanned(account, ctx.now)) throw new Refusal(409, "account.banned_already", "This account is banned already.");
    const bannedUntil = days == null ? null : new Date(ctx.now.getTime() + days * 24 * 60 * 60 * 1000);
    await ctx.db
      .update(accounts)
      .set({ bannedAt: ctx.now, bannedUntil, banReason: reason, banHides: hides })
      .where(eq(accounts.rowId, account.rowId));
    await logRow(ctx, account, {
      ...{ action: "ban", from: takesPart, to: banWords(hides), until: bannedUntil, before: banBefore(account) },
      ...{ by: viewer.rowId, byRole: viewer.role, reason },
    });
    await settleBan(ctx, account.rowId);
  });

export const unban = (ctx: Ctx, accountId: string, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await accountById(ctx, accountId);
    const viewer = authorize(ctx, "account.ban", { account });
    const { reason } = parse(unbanInput, input);
    if (!isBanned(account, ctx.now)) return;
    await ctx.db
      .update(accounts)
      .set({ bannedAt: null, bannedUntil: null, banReason: null, banHides: false })
      .where(eq(accounts.rowId, account.rowId));
    await logRow(ctx, account, {
      ...{ action: "unban", from: banWords(account.banHides), to: takesPart, before: banBefore(account) },
      ...{ by: viewer.rowId, byRole: viewer.role, reason },
    });
    await settleBan(ctx, account.rowId);
  });

/**
 * The operator's way to a role, from the machine itself. No account did it, so the log names the account it was done
 * to, acting as an admin.
 */
export const setRoleAsOperator = (ctx: Ctx, account: AccountRow, role: Role, reason: string): Promise<void> =>
  inTransaction(ctx, (ctx) =>
    changeRole(
      ctx,
      account,
      { role, curates: role === account.role ? account.curates : null },
      { by: account.rowId, byRole: "admin", reason },
    ),
  );

const takesPart = "taking part";
const banWords = (hides: boolean) => (hides ? "banned, and what they attached held" : "banned");

/** For an undo to put back. */
const banBefore = ({ bannedAt, bannedUntil, banReason, banHides }: AccountRow): BanBefore => ({
  bannedAt: bannedAt?.getTime() ?? null,
  bannedUntil: bannedUntil?.getTime() ?? null,
  banReason,
  banHides,
});

async function essayFor(ctx: Ctx, role: Role, slug: string): Promise<number> {
  if (role !== "curator") throw invalid({ essay: "Only a curator can be limited to one essay." });
  return (await essayRow(ctx, slug)).rowId;
}

type Given = { role: Role; curates: number | null };
type Doing = { by: number; byRole: Role; reason: string | null };

async function changeRole(ctx: Ctx, account: AccountRow, given: Given, doing: Doing) {
  if (account.role === given.role && account.curates === given.curates) return;
  if (given.role !== "admin") await keepAnAdmin(ctx, account);
  await ctx.db.update(accounts).set(given).where(eq(accounts.rowId, account.rowId));
  const before: RoleBefore = { role: account.role, curates: account.curates };
  await logRow(ctx, account, {
    ...{ action: "role", from: await roleWords(ctx, before), to: await roleWords(ctx, given), before },
    ...{ essay: given.curates ?? account.curates, ...doing },
  });
}

async function roleWords(ctx: Ctx, { role, curates }: Given): Promise<string> {
  return curates === null ? role : `${role} of “${await essayTitle(ctx, curates)}”`;
}

type LogRow = Doing &
  Pick<Decision, "from" | "to" | "until" | "before" | "essay"> & {
    action: "role" | "ban" | "unban";
  };

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
