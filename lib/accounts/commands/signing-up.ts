import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts, identities } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { Provider } from "../accounts";
import { nameInput, signUpInput } from "../input";
import { nameFrom, skeletonOf } from "../names";
import { hashPassword } from "../passwords";
import { type AccountRow, openSession, type SignedIn } from "./sessions";
import { isTaken, isUniqueFault, nameTaken } from "./taken";

/** Makes an account with a name and a password, and signs it in. */
export async function signUp(ctx: Ctx, input: unknown, userAgent: string | null = null): Promise<SignedIn> {
  const { name, password } = parse(signUpInput, input);
  const passwordHash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) =>
    openSession(ctx, await insertAccount(ctx, { name, passwordHash }), userAgent),
  );
}

/** The account of a person whom a provider vouches for: the one it knows, or a new one with a name made of theirs. */
export const signUpByProvider = (
  ctx: Ctx,
  { provider, subject, nameElsewhere }: { provider: Provider; subject: string; nameElsewhere: string },
): Promise<AccountRow> =>
  inTransaction(ctx, async (ctx) => {
    const known = await accountByIdentity(ctx.db, provider, subject);
    if (known) return known;
    const account = await insertAccount(ctx, { name: await freeName(ctx.db, nameElsewhere) });
    await ctx.db.insert(identities).values({ account: account.rowId, provider, subject, createdAt: ctx.now });
    return account;
  });

export async function accountByIdentity(db: Database, provider: string, subject: string) {
  const [row] = await db
    .select({ account: accounts })
    .from(identities)
    .innerJoin(accounts, eq(accounts.rowId, identities.account))
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)));
  return row?.account;
}

/** Adds a way of signing in to the viewer's account. A newcomer's, made a moment ago, has it already. */
export const linkIdentity = (
  ctx: Ctx,
  accountId: string,
  { provider, subject }: { provider: Provider; subject: string },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const known = await accountByIdentity(ctx.db, provider, subject);
    if (known?.id === accountId) return;
    const viewer = authorize(ctx, "account.own");
    if (known || viewer.id !== accountId) {
      throw new Refusal(409, "identity.taken", "This way of signing in belongs to another account already.");
    }
    await ctx.db.insert(identities).values({ account: viewer.rowId, provider, subject, createdAt: ctx.now });
  });

type NewAccount = Partial<Pick<AccountRow, "passwordHash" | "email" | "emailVerifiedAt" | "role">> & { name: string };

export async function insertAccount(ctx: Ctx, account: NewAccount): Promise<AccountRow> {
  if (await isTaken(ctx.db, account.name)) throw nameTaken();
  try {
    const [row] = await ctx.db
      .insert(accounts)
      .values({ id: newId(), nameSkeleton: skeletonOf(account.name), createdAt: ctx.now, ...account })
      .returning();
    return row as AccountRow;
  } catch (error) {
    throw isUniqueFault(error) ? nameTaken() : error;
  }
}

async function freeName(db: Database, elsewhere: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const name = nameFrom(elsewhere, attempt, String(randomInt(100_000, 1_000_000)));
    if (nameInput.safeParse(name).success && !(await isTaken(db, name))) return name;
  }
}
