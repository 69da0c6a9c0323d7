import { and, eq, isNull } from "drizzle-orm";
import { accounts, tokens } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { tokenInput } from "../input";
import { skeletonOf } from "../names";
import { hashOfSecret, newSecret, tokenPrefix } from "../secrets";

/** A personal token for the API. `secret` is what the bearer sends; it can't be seen again. */
export const makeToken = (ctx: Ctx, input: unknown): Promise<{ id: string; name: string; secret: string }> =>
  inTransaction(ctx, (ctx) => insertToken(ctx, authorize(ctx, "account.own"), input));

/** The same for the operator, on behalf of the account named. */
export const makeTokenFor = (ctx: Ctx, name: string, input: unknown): ReturnType<typeof makeToken> =>
  inTransaction(ctx, async (ctx) => {
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.nameSkeleton, skeletonOf(name)), isNull(accounts.deletedAt)));
    if (!account) throw notFound("account");
    return insertToken(ctx, account, input);
  });

async function insertToken(ctx: Ctx, account: { rowId: number }, input: unknown) {
  const { name, scope } = parse(tokenInput, input);
  const id = newId();
  const secret = `${tokenPrefix}${newSecret()}`;
  await ctx.db
    .insert(tokens)
    .values({ id, account: account.rowId, name, secretHash: hashOfSecret(secret), scope, createdAt: ctx.now });
  return { id, name, secret };
}

export const revokeToken = (ctx: Ctx, tokenId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const revoked = await ctx.db
      .update(tokens)
      .set({ revokedAt: ctx.now })
      .where(and(eq(tokens.id, tokenId), eq(tokens.account, viewer.rowId), isNull(tokens.revokedAt)))
      .returning({ rowId: tokens.rowId });
    if (revoked.length === 0) throw notFound("token");
  });

/** All of an account, when its password changes: whoever knew the old one may have made some. */
export const revokeTokens = (ctx: Ctx, account: { rowId: number }): Promise<unknown> =>
  ctx.db
    .update(tokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(tokens.account, account.rowId), isNull(tokens.revokedAt)));
