import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts } from "@/db/schema";
import { type Ctx, createCtx, inTransaction } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { signUpInput } from "../input";
import { isAdmin } from "../last-admin";
import { hashPassword } from "../passwords";
import { linkIsSpent, makeLink, peekLink, spendLink } from "./links";
import { setRoleAsOperator } from "./people";
import { openSession, type SignedIn } from "./sessions";
import { insertAccount } from "./signing-up";

/** The path of a fresh one-time link by which the first admin is made; null as soon as somebody administers. */
export const firstAdminLink = (db: Database, now: Date): Promise<string | null> =>
  inTransaction(createCtx(db, null, now), async (ctx) =>
    (await hasAdmin(ctx.db)) ? null : `/first-admin/${await makeLink(ctx, "first-admin", "")}`,
  );

/** Whether the link may still make an admin. */
export const firstAdminLinkWorks = async (ctx: Ctx, secret: string): Promise<boolean> =>
  (await peekLink(ctx, "first-admin", secret)) !== undefined && !(await hasAdmin(ctx.db));

const reason = "Made the first admin by the link on the terminal";

/** Makes the signed-in account the first admin. */
export const becomeFirstAdmin = (ctx: Ctx, secret: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await spend(ctx, secret);
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(eq(accounts.rowId, ctx.viewer?.rowId ?? 0));
    if (!account) throw notFound("account");
    await setRoleAsOperator(ctx, account, "admin", reason);
  });

/** Makes an account that is the first admin, and signs it in. */
export async function claimFirstAdmin(
  ctx: Ctx,
  input: { secret: string; name: unknown; password: unknown },
  userAgent: string | null = null,
): Promise<SignedIn> {
  const { name, password } = parse(signUpInput, { name: input.name, password: input.password });
  if (!(await firstAdminLinkWorks(ctx, input.secret))) throw linkIsSpent();
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    await spend(ctx, input.secret);
    const account = await insertAccount(ctx, { name, passwordHash });
    await setRoleAsOperator(ctx, account, "admin", reason);
    return openSession(ctx, { ...account, role: "admin" }, userAgent);
  });
}

async function spend(ctx: Ctx, secret: string) {
  await spendLink(ctx, "first-admin", secret);
  if (await hasAdmin(ctx.db)) throw linkIsSpent();
}

async function hasAdmin(db: Database): Promise<boolean> {
  const [admin] = await db
    .select({ rowId: accounts.rowId })
    .from(accounts)
    .where(and(isAdmin, isNull(accounts.deletedAt)))
    .limit(1);
  return admin !== undefined;
}
