import { and, eq, lte } from "drizzle-orm";
import { accounts, takes } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { takenFor } from "../queue";

export type TakeReceipt = { id: string; until: Date };

/**
 * Says that the viewer looks at it, for ten minutes from now: the desk leads others past it. Who holds it already takes
 * it anew. It keeps nobody from deciding. Refuses with `contribution.taken` what somebody else looks at.
 */
export const take = (ctx: Ctx, contributionId: string): Promise<TakeReceipt> =>
  inTransaction(ctx, async (ctx) => {
    authorize(ctx, "contribution.decide");
    const { contribution: it, target } = await contributionInContext(ctx, contributionId);
    const viewer = authorize(ctx, "contribution.decide", target);
    await ctx.db.delete(takes).where(lte(takes.until, ctx.now));
    const until = new Date(ctx.now.getTime() + takenFor);
    const [other] = await ctx.db
      .select({ account: takes.account, until: takes.until, name: accounts.name, deletedAt: accounts.deletedAt })
      .from(takes)
      .innerJoin(accounts, eq(accounts.rowId, takes.account))
      .where(eq(takes.contribution, it.rowId));
    if (other && other.account !== viewer.rowId) {
      throw new Refusal(409, "contribution.taken", "Another curator looks at it just now.", {
        details: { by: other.deletedAt ? null : other.name, until: other.until.toISOString() },
      });
    }
    await ctx.db
      .insert(takes)
      .values({ contribution: it.rowId, account: viewer.rowId, until })
      .onConflictDoUpdate({ target: takes.contribution, set: { until } });
    return { id: it.id, until };
  });

/** Says that the viewer has gone on. Does nothing where they hadn't taken it. */
export const free = (ctx: Ctx, contributionId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "contribution.decide");
    const { contribution: it } = await contributionInContext(ctx, contributionId);
    await ctx.db.delete(takes).where(and(eq(takes.contribution, it.rowId), eq(takes.account, viewer.rowId)));
  });
