import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { flags } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import type { FlagOutcome } from "./reasons";
import { requeueFlaggedBy } from "./requeue";

/** States that meet what a flag asked for. */
const meets: readonly State[] = ["needs-source", "rejected", "merged", "removed"];

/** What a decision makes of the flags that it answers. One that leaves everything as it is found nothing in them. */
export const outcomeOf = (to: State, changed: boolean): FlagOutcome =>
  changed && meets.includes(to) ? "upheld" : "dismissed";

/** Closes the open flags of a contribution; without an outcome where the decision is not about what they say. */
export async function closeFlags(
  ctx: Ctx,
  contribution: number,
  decision: number,
  outcome: FlagOutcome | null,
): Promise<void> {
  const closed = await ctx.db
    .update(flags)
    .set({ closedAt: ctx.now, closedBy: decision, outcome })
    .where(and(eq(flags.contribution, contribution), isNull(flags.closedAt)))
    .returning({ account: flags.account });
  await recountFlaggers(ctx.db, closed);
}

/**
 * Opens the flags that a decision answered again. Where their owner has an open one meanwhile, that one counts, and the
 * old one stays closed without an outcome.
 */
export async function reopenFlags(ctx: Ctx, decision: number): Promise<void> {
  const closed = await ctx.db.select().from(flags).where(eq(flags.closedBy, decision));
  for (const flag of closed) {
    const own = and(eq(flags.contribution, flag.contribution), eq(flags.account, flag.account), isNull(flags.closedAt));
    const [open] = await ctx.db.select({ rowId: flags.rowId }).from(flags).where(own);
    const change = open ? { outcome: null } : { closedAt: null, closedBy: null, outcome: null };
    await ctx.db.update(flags).set(change).where(eq(flags.rowId, flag.rowId));
  }
  await recountFlaggers(ctx.db, closed);
}

/** Hands the flags that a decision answered over to another one about the same. */
export async function answerFlagsAnew(
  ctx: Ctx,
  from: number,
  to: { decision: number; at: Date; outcome: FlagOutcome },
): Promise<void> {
  const changed = await ctx.db
    .update(flags)
    .set({ closedAt: to.at, closedBy: to.decision, outcome: to.outcome })
    .where(eq(flags.closedBy, from))
    .returning({ account: flags.account });
  await recountFlaggers(ctx.db, changed);
}

/** Counts anew how many of these people's flags were decided and upheld, and weighs their open ones by it. */
export async function recountFlaggers(db: Database, flaggers: { account: number }[]): Promise<void> {
  if (flaggers.length === 0) return;
  const accounts = [...new Set(flaggers.map(({ account }) => account))];
  await db.run(sql`
    update accounts set
      flags_decided = (select count(*) from flags f where f.account = accounts.row_id and f.outcome is not null),
      flags_upheld = (select count(*) from flags f where f.account = accounts.row_id and f.outcome = 'upheld')
    where row_id in (select value from json_each(${JSON.stringify(accounts)}))`);
  await requeueFlaggedBy(db, accounts);
}
