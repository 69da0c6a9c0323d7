import { and, count, eq, isNull } from "drizzle-orm";
import { flags } from "@/db/schema";
import { contributionInContext, contributionRow } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { flagInput } from "../input";
import { decidedFlag } from "../queries/flags";
import { openFlagsAtMost } from "../reasons";
import { requeue } from "../requeue";
import { stateWords } from "../states";

export type FlagReceipt = { id: string };

/**
 * Tells the curators that something is wrong. One open flag a person and contribution: a second one says the first anew.
 * What was decided about already is refused until the contribution is worded anew, whoever raised it.
 */
export async function flag(ctx: Ctx, contributionId: string, input: unknown): Promise<FlagReceipt> {
  const given = parse(flagInput, input);
  return inTransaction(ctx, async (ctx) => {
    authorize(ctx, "contribution.flag");
    const { contribution: it, author } = await contributionInContext(ctx, contributionId);
    const viewer = authorize(ctx, "contribution.flag", { author, state: it.state });

    const own = and(eq(flags.contribution, it.rowId), eq(flags.account, viewer.rowId), isNull(flags.closedAt));
    const [open] = await ctx.db.select().from(flags).where(own);
    if (open?.reason === given.reason && open.text === given.text) return { id: open.id };
    const decided = await decidedFlag(ctx, it, given);
    if (decided) {
      const became = stateWords[decided.to].label.toLowerCase();
      throw new Refusal(
        409,
        "flag.decided",
        `A curator has looked at this already, and ${decided.outcome === "upheld" ? "agreed" : "kept it"}: it is ${became}. It can be flagged for that again once its author changes it.`,
        {
          details: {
            decision: decided.decision,
            outcome: decided.outcome,
            state: decided.to,
            log: paths.logEntry(decided.decision),
          },
        },
      );
    }
    if (open) {
      // What it says now is about the wording of now.
      await ctx.db
        .update(flags)
        .set({ ...given, revision: it.revision })
        .where(eq(flags.rowId, open.rowId));
      return { id: open.id };
    }
    await refuseTooMany(ctx, viewer.rowId);
    const id = newId();
    await ctx.db
      .insert(flags)
      .values({ id, contribution: it.rowId, account: viewer.rowId, ...given, revision: it.revision, at: ctx.now });
    await requeue(ctx.db, it.rowId);
    return { id };
  });
}

/** Takes the viewer's open flag back. Nobody is told, and it counts neither as decided nor as raised. */
export const takeFlagBack = (ctx: Ctx, contributionId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "flag.take-back");
    const it = await contributionRow(ctx, contributionId);
    const own = and(eq(flags.contribution, it.rowId), eq(flags.account, viewer.rowId));
    const taken = await ctx.db
      .update(flags)
      .set({ closedAt: ctx.now })
      .where(and(own, isNull(flags.closedAt)))
      .returning({ rowId: flags.rowId });
    if (taken.length > 0) return requeue(ctx.db, it.rowId);
    const [before] = await ctx.db.select({ rowId: flags.rowId }).from(flags).where(own).limit(1);
    if (!before) throw notFound("flag");
  });

/** So many open flags are more than anybody means; and a decision weighs all open flags of its flaggers anew. */
async function refuseTooMany(ctx: Ctx, account: number): Promise<void> {
  const [row] = await ctx.db
    .select({ open: count() })
    .from(flags)
    .where(and(eq(flags.account, account), isNull(flags.closedAt)));
  if ((row?.open ?? 0) < openFlagsAtMost) return;
  throw new Refusal(
    409,
    "flag.too_many_open",
    `${openFlagsAtMost} of your flags wait for curators. Let them look at those first, or take some back.`,
  );
}
