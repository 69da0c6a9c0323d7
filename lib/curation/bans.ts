import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { accounts, contributions, decisions, jobs } from "@/db/schema";
import { isBanned } from "@/lib/accounts/accounts";
import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, createCtx, inTransaction } from "@/lib/ctx";
import { enqueue } from "@/lib/jobs/jobs";
import type { Handler } from "@/lib/jobs/worker";
import { settle } from "./commands/settle";
import { recordDecision } from "./record";
import type { DecisionRow } from "./undoer";

/** The hold reason of what is held because its author is banned. */
export const bannedAuthor = "author-banned";

/** States in which everybody reads what was written. */
const readable: State[] = ["unreviewed", "accepted", "needs-source", "rejected"];

/** Contributions dealt with in one transaction: everybody else waits meanwhile. */
const atOnce = 200;

/**
 * Brings what somebody attached in line with their ban: held while one that hides is in force, and put back just as it
 * was when it is over. A row of the log each. What a curator decided about meanwhile stays as decided. Doing it again
 * changes nothing. What is left, and the day on which the ban ends by itself, waits as a job.
 */
export async function settleBan(ctx: Ctx, account: number): Promise<void> {
  const dueAt = await goOnWithBan(ctx, account);
  const job = { kind: "ban" as const, subject: account };
  if (dueAt !== null) await enqueue(ctx, { ...job, host: null, dueAt });
  else await ctx.db.delete(jobs).where(and(eq(jobs.kind, job.kind), eq(jobs.subject, account)));
}

/** The job's part: answers when there is more to do, or null. */
export const banKeeper: Handler = ({ db, now, touched }, account) =>
  inTransaction({ ...createCtx(db, null, now()), touched }, (ctx) => goOnWithBan(ctx, account));

async function goOnWithBan(ctx: Ctx, account: number): Promise<Date | null> {
  const [row] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, account));
  const began = await banOf(ctx, account);
  if (!row || !began) return null;
  const hides = row.banHides && isBanned(row, ctx.now);
  const found = hides ? await toHold(ctx, account, began.rowId) : await toRelease(ctx, account);
  // On behalf of whoever banned: a job has no viewer, and what is held is not everybody's to see.
  const doer = { rowId: began.by, role: began.byRole };
  const behalf = { ...ctx, viewer: { ...doer, ...nobody } };
  for (const contribution of found.slice(0, atOnce)) {
    await (hides ? hold(behalf, doer, contribution) : release(behalf, doer, contribution));
  }
  if (found.length > atOnce) return ctx.now;
  return hides ? row.bannedUntil : null;
}

const nobody = { id: "", name: "", curates: null, banned: false, session: null, scope: "write" } as const;

/** The row of the latest ban of the account. */
async function banOf(ctx: Ctx, account: number) {
  const [row] = await ctx.db
    .select({ rowId: decisions.rowId, by: decisions.by, byRole: decisions.byRole })
    .from(decisions)
    .where(and(eq(decisions.account, account), eq(decisions.action, "ban")))
    .orderBy(desc(decisions.rowId))
    .limit(1);
  return row;
}

/** What everybody can read, but for what this ban held already and somebody has let go since. */
const toHold = (ctx: Ctx, account: number, since: number) =>
  ctx.db
    .select({ rowId: contributions.rowId })
    .from(contributions)
    .where(
      and(
        eq(contributions.author, account),
        inArray(contributions.state, readable),
        sql`not exists (
          select 1 from decisions d where d.contribution = contributions.row_id
            and d.row_id > ${since} and d.action = 'ban-hold'
            and not exists (select 1 from decisions u where u.undoes = d.row_id and u.action = 'ban-release'))`,
      ),
    )
    .orderBy(asc(contributions.rowId))
    .limit(atOnce + 1);

const toRelease = (ctx: Ctx, account: number) =>
  ctx.db
    .select({ rowId: contributions.rowId })
    .from(contributions)
    .where(
      and(
        eq(contributions.author, account),
        eq(contributions.state, "held"),
        eq(contributions.stateReasonCode, bannedAuthor),
      ),
    )
    .orderBy(asc(contributions.rowId))
    .limit(atOnce + 1);

type Doer = Parameters<typeof recordDecision>[1];

async function hold(ctx: Ctx, by: Doer, { rowId }: { rowId: number }): Promise<void> {
  const found = await contributionInContext(ctx, rowId);
  const { state, stateReasonCode, stateReasonText, claim, shownAt, pinnedAt } = found.contribution;
  const before: Before = { shownAt: shownAt?.getTime() ?? null, pinnedAt: pinnedAt?.getTime() ?? null };
  await recordDecision(ctx, by, {
    action: "ban-hold",
    contribution: rowId,
    claim,
    from: state,
    to: "held",
    reasonCode: bannedAuthor,
    fromReasonCode: stateReasonCode,
    fromReasonText: stateReasonText,
    before,
  });
  await settle(ctx, found, "held", { code: bannedAuthor, text: null });
}

async function release(ctx: Ctx, by: Doer, { rowId }: { rowId: number }): Promise<void> {
  const [held] = await ctx.db
    .select()
    .from(decisions)
    .where(and(eq(decisions.contribution, rowId), eq(decisions.action, "ban-hold")))
    .orderBy(desc(decisions.rowId))
    .limit(1);
  if (!held) throw new Error("held by a ban that the log doesn't know of");
  await recordDecision(ctx, by, {
    action: "ban-release",
    contribution: rowId,
    claim: held.claim,
    from: "held",
    to: held.from,
    reasonCode: held.fromReasonCode,
    reasonText: held.fromReasonText,
    fromReasonCode: bannedAuthor,
    undoes: held.rowId,
  });
  await putBack(ctx, held);
}

/** Puts back what a ban's row about a contribution held: its state, its reason, its pin, and since when it was shown. */
export async function putBack(ctx: Ctx, held: DecisionRow): Promise<void> {
  if (held.contribution === null) throw new Error("a state that is nobody's");
  const found = await contributionInContext(ctx, held.contribution);
  await settle(ctx, found, held.from as State, { code: held.fromReasonCode, text: held.fromReasonText });
  const { shownAt, pinnedAt } = held.before as Before;
  await ctx.db
    .update(contributions)
    .set({ shownAt: instant(shownAt), pinnedAt: instant(pinnedAt) })
    .where(eq(contributions.rowId, found.contribution.rowId));
}

/** In ms. */
type Before = { shownAt: number | null; pinnedAt: number | null };

const instant = (ms: number | null) => (ms === null ? null : new Date(ms));
