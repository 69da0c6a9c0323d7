import { and, eq, isNull, ne } from "drizzle-orm";
import { accounts, sessions } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { isBanned, sessionLifetime, type Viewer } from "../accounts";
import { signInInput } from "../input";
import { skeletonOf } from "../names";
import { passwordFits } from "../passwords";

export type AccountRow = typeof accounts.$inferSelect;
export type SignedIn = { viewer: Viewer; session: { id: string; expiresAt: Date } };

/** Signs in by name and password. The refusal, and the time it takes, are the same whether or not the name exists. */
export async function signIn(ctx: Ctx, input: unknown, userAgent: string | null = null): Promise<SignedIn> {
  const { name, password } = parse(signInInput, input);
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(eq(accounts.nameSkeleton, skeletonOf(name)));
  if (!(await passwordFits(account?.passwordHash, password)) || !account) throw doesNotFit();
  return inTransaction(ctx, async (ctx) => {
    // Hashing took its time, outside of the transaction: the password may have been changed meanwhile.
    const [current] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, account.rowId));
    if (current?.passwordHash !== account.passwordHash) throw doesNotFit();
    return openSession(ctx, current, userAgent);
  });
}

const doesNotFit = () =>
  new Refusal(401, "account.sign_in_failed", "This name and this password don't belong together. Check both.");

/** Opens a session of somebody whom a provider has vouched for. */
export const openSessionOf = (ctx: Ctx, accountId: string, userAgent: string | null): Promise<SignedIn> =>
  inTransaction(ctx, async (ctx) => {
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.id, accountId), isNull(accounts.deletedAt)));
    if (!account) throw notFound("account");
    return openSession(ctx, account, userAgent);
  });

/** A new session of an account that has just shown who it is. */
export async function openSession(ctx: Ctx, account: AccountRow, userAgent: string | null): Promise<SignedIn> {
  const session = {
    id: newId(20),
    account: account.rowId,
    userAgent: userAgent?.slice(0, 300) ?? null,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + sessionLifetime),
  };
  await ctx.db.insert(sessions).values(session);
  const { rowId, id, name, role, curates } = account;
  return {
    session: { id: session.id, expiresAt: session.expiresAt },
    viewer: { rowId, id, name, role, curates, banned: isBanned(account, ctx.now), session: session.id, scope: "write" },
  };
}

/** Ends the session the viewer came with. */
export const signOut = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    if (viewer.session !== null) await endSessions(ctx, viewer, eq(sessions.id, viewer.session));
  });

/** Ends one session of the viewer's own, on another device for instance. */
export const revokeSession = (ctx: Ctx, sessionId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    if ((await endSessions(ctx, viewer, eq(sessions.id, sessionId))) === 0) throw notFound("session");
  });

/** Ends every session of the viewer, the one they came with too. */
export const signOutEverywhere = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await endSessions(ctx, authorize(ctx, "account.own"));
  });

/** Ends every session of the account but the one named. */
export const endOtherSessions = (ctx: Ctx, account: { rowId: number }, kept: string | null): Promise<number> =>
  endSessions(ctx, account, kept === null ? undefined : ne(sessions.id, kept));

async function endSessions(ctx: Ctx, account: { rowId: number }, which?: ReturnType<typeof eq>): Promise<number> {
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.account, account.rowId), isNull(sessions.revokedAt), which))
    .returning({ rowId: sessions.rowId });
  return ended.length;
}
