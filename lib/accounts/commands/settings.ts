import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { accounts, identities } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { Viewer } from "../accounts";
import { renameInput } from "../input";
import { skeletonOf } from "../names";
import { touchWhatTheyWrote } from "./deletion";
import { isTaken, isUniqueFault, nameTaken } from "./taken";

/** Gives the viewer's account another name. The old one is free again at once. */
export const renameAccount = (ctx: Ctx, input: unknown): Promise<{ name: string }> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.rename");
    const { name } = parse(renameInput, input);
    if (name === viewer.name) return { name };
    if (await isTaken(ctx.db, name, viewer.rowId)) throw nameTaken();
    try {
      await ctx.db
        .update(accounts)
        .set({ name, nameSkeleton: skeletonOf(name) })
        .where(eq(accounts.rowId, viewer.rowId));
    } catch (error) {
      throw isUniqueFault(error) ? nameTaken() : error;
    }
    await touchWhatTheyWrote(ctx, viewer);
    return { name };
  });

/** Whether the viewer's profile says how they voted. */
export const setShowsVotes = (ctx: Ctx, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const { showsVotes } = parse(z.object({ showsVotes: z.boolean() }), input);
    await ctx.db.update(accounts).set({ showsVotes }).where(eq(accounts.rowId, viewer.rowId));
    ctx.touched.add(`account:${viewer.id}`);
  });

/** The ways of signing in that work here, beside name and password. */
export type WorkingWays = { mail: boolean; providers: readonly string[] };

/** Takes a provider off the viewer's ways of signing in, unless it is the only one left that works. */
export const unlinkIdentity = (ctx: Ctx, provider: string, working: WorkingWays): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const own = eq(identities.account, viewer.rowId);
    const account = await accountRow(ctx, viewer);
    const linked = await ctx.db
      .select({ provider: identities.provider })
      .from(identities)
      .where(and(own, ne(identities.provider, provider)));
    const byMail = working.mail && account.email !== null;
    if (account.passwordHash === null && !byMail && !linked.some((one) => works(one, working))) throw onlyWay();
    await ctx.db.delete(identities).where(and(own, eq(identities.provider, provider)));
  });

/** Forgets the viewer's mail address, unless it is their only way of signing in. */
export const forgetMail = (ctx: Ctx, working: WorkingWays): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const account = await accountRow(ctx, viewer);
    const linked = await ctx.db
      .select({ provider: identities.provider })
      .from(identities)
      .where(eq(identities.account, viewer.rowId));
    if (account.passwordHash === null && !linked.some((one) => works(one, working))) throw onlyWay();
    await ctx.db.update(accounts).set({ email: null, emailVerifiedAt: null }).where(eq(accounts.rowId, viewer.rowId));
  });

const works = ({ provider }: { provider: string }, { providers }: WorkingWays) => providers.includes(provider);

const onlyWay = () =>
  new Refusal(409, "identity.only_one", "It is your only way of signing in. Set a password first, then take it off.");

async function accountRow(ctx: Ctx, viewer: Viewer) {
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, viewer.rowId));
  if (!account) throw notFound("account");
  return account;
}
