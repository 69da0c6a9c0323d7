import { and, eq, isNull } from "drizzle-orm";
import { flags } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { flagInput } from "../input";
import { requeue } from "../requeue";

export type FlagReceipt = { id: string };

/** Tells the curators that something is wrong. One open flag a person and contribution: a second one says the first anew. */
export async function flag(ctx: Ctx, contributionId: string, input: unknown): Promise<FlagReceipt> {
  const given = parse(flagInput, input);
  return inTransaction(ctx, async (ctx) => {
    authorize(ctx, "contribution.flag");
    const { contribution: it, author } = await contributionInContext(ctx, contributionId);
    const viewer = authorize(ctx, "contribution.flag", { author, state: it.state });

    const own = and(eq(flags.contribution, it.rowId), eq(flags.account, viewer.rowId), isNull(flags.closedAt));
    const [open] = await ctx.db.select({ rowId: flags.rowId, id: flags.id }).from(flags).where(own);
    if (open) {
      await ctx.db.update(flags).set(given).where(eq(flags.rowId, open.rowId));
      return { id: open.id };
    }
    const id = newId();
    await ctx.db
      .insert(flags)
      .values({ id, contribution: it.rowId, account: viewer.rowId, ...given, revision: it.revision, at: ctx.now });
    await requeue(ctx.db, it.rowId);
    return { id };
  });
}
