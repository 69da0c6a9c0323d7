import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { passwordChangeInput, resetInput } from "../input";
import { skeletonOf } from "../names";
import { hashPassword, passwordFits } from "../passwords";
import { dropLinksInto, linkIsSpent, makeLink, peekLink, spendLink } from "./links";
import { endOtherSessions, openSession, type SignedIn } from "./sessions";
import { revokeTokens } from "./tokens";

/**
 * Sets a new password, or the first one of somebody who came by other ways, and signs out everywhere else, programs with a
 * token too unless they are to be kept. Whoever was in the account must not come back by a link that they asked for meanwhile.
 */
export async function changePassword(ctx: Ctx, input: unknown): Promise<void> {
  const viewer = authorize(ctx, "account.own");
  const { current, password, keepTokens } = parse(passwordChangeInput, input);
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, viewer.rowId));
  if (!account) throw notFound("account");
  if (account.passwordHash !== null && !(await passwordFits(account.passwordHash, current ?? ""))) {
    throw invalid({ currentPassword: "This is not your current password." }, "account.password_wrong");
  }
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    authorize(ctx, "account.own");
    await ctx.db.update(accounts).set({ passwordHash }).where(eq(accounts.rowId, viewer.rowId));
    await endOtherSessions(ctx, viewer, viewer.session);
    if (!keepTokens) await revokeTokens(ctx, viewer);
    await dropLinksInto(ctx, account);
  });
}

/** A link by which whoever has it sets the account's password anew. For the operator, who hands it over. */
export const makeResetLink = (ctx: Ctx, name: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.nameSkeleton, skeletonOf(name)), isNull(accounts.deletedAt)));
    if (!account) throw notFound("account");
    return makeLink(ctx, "reset", account.id);
  });

/** Sets the password by a link of {@link makeResetLink}, ends every session and begins a new one. */
export async function resetPassword(ctx: Ctx, input: unknown, userAgent: string | null = null): Promise<SignedIn> {
  const { secret, password } = parse(resetInput, input);
  // Hashing is dear; nobody gets it done without a link.
  if ((await peekLink(ctx, "reset", secret)) === undefined) throw linkIsSpent();
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const id = await spendLink(ctx, "reset", secret);
    const [account] = await ctx.db
      .update(accounts)
      .set({ passwordHash })
      .where(and(eq(accounts.id, id), isNull(accounts.deletedAt)))
      .returning();
    if (!account) throw notFound("account");
    await endOtherSessions(ctx, account, null);
    await revokeTokens(ctx, account);
    await dropLinksInto(ctx, account);
    return openSession(ctx, account, userAgent);
  });
}
