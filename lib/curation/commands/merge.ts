import { eq, inArray, sql } from "drizzle-orm";
import { contributions, moves, ratings } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { recountAnswers, recountRatings, settleAround } from "@/lib/contributions/recount";
import { ancestors, shiftDepths } from "@/lib/contributions/tree";
import type { Ctx } from "@/lib/ctx";
import type { DecisionRow } from "../undoer";
import type { InContext } from "./settle";

/**
 * Takes over to `target` what people found of `source` and what answers it. Each person rates once: who has rated the
 * target keeps that, and its author's rating of the source goes nowhere. The source's own ratings stay as they are.
 */
export async function takeOver(ctx: Ctx, source: InContext, target: InContext, decision: number): Promise<void> {
  const [from, into] = [source.contribution, target.contribution];
  await ctx.db.run(sql`
    insert into ${ratings} (contribution, account, value, at, carried_by)
    select ${into.rowId}, r.account, r.value, r.at, ${decision}
    from ratings r
    where r.contribution = ${from.rowId} and r.account <> ${into.author}
      and not exists (select 1 from ratings own where own.contribution = ${into.rowId} and own.account = r.account)`);
  await ctx.db.run(sql`
    insert into ${moves} (decision, contribution, from_claim, from_parent, author)
    select ${decision}, row_id, claim, parent, author from contributions where parent = ${from.rowId}`);
  const answers = await rowIdsMovedBy(ctx, decision);
  await reparent(ctx, answers, from, into);
  await refresh(ctx, target);
}

/** Gives back what {@link takeOver} took and what is still there. To be called before the source counts again. */
export async function giveBack(ctx: Ctx, source: InContext, decision: DecisionRow): Promise<void> {
  const from = source.contribution;
  if (decision.intoContribution === null) throw new Error("a merge into nothing");
  const target = await contributionInContext(ctx, decision.intoContribution);
  const into = target.contribution;

  const freed = await ctx.db
    .delete(ratings)
    .where(eq(ratings.carriedBy, decision.rowId))
    .returning({ account: ratings.account });
  await carryFromOthers(
    ctx,
    from.rowId,
    into,
    freed.map(({ account }) => account),
  );

  // An answer that went elsewhere since stays there, and so does one that this one hangs on by now.
  const above = await ancestors(ctx.db, from.rowId);
  const moved = await ctx.db
    .select({ rowId: contributions.rowId, parent: contributions.parent, claim: contributions.claim })
    .from(contributions)
    .where(inArray(contributions.rowId, await rowIdsMovedBy(ctx, decision.rowId)));
  const back = moved.filter(
    (one) => one.parent === into.rowId && one.claim === from.claim && !above.includes(one.rowId),
  );
  await reparent(
    ctx,
    back.map(({ rowId }) => rowId),
    into,
    from,
  );
  await ctx.db.delete(moves).where(eq(moves.decision, decision.rowId));
  await refresh(ctx, target);
}

/** The merge of the target into something else, which has to be undone before the one into it. */
export async function mergeOnTop(ctx: Ctx, decision: DecisionRow): Promise<{ id: string } | undefined> {
  if (decision.to !== "merged" || decision.intoContribution === null) return undefined;
  const [newer] = await ctx.db.all<{ id: string }>(sql`
    select d.id from decisions d join contributions c on c.row_id = d.contribution
    where c.row_id = ${decision.intoContribution} and c.state = 'merged' and d.action = 'decide' and d."to" = 'merged'
    order by d.row_id desc limit 1`);
  return newer;
}

/**
 * Others that went into the same target may hold ratings of the same people, which had no room beside the ones that go
 * now. A person who took their rating of the target back since then has said that they want none there.
 */
async function carryFromOthers(ctx: Ctx, source: number, into: InContext["contribution"], accounts: number[]) {
  if (accounts.length === 0) return;
  await ctx.db.run(sql`
    insert or ignore into ${ratings} (contribution, account, value, at, carried_by)
    select ${into.rowId}, r.account, r.value, r.at, d.row_id
    from contributions s
    join decisions d on d.row_id = (
      select max(row_id) from decisions where contribution = s.row_id and action = 'decide' and "to" = 'merged')
    join ratings r on r.contribution = s.row_id
    where s.merged_into = ${into.rowId} and s.row_id <> ${source} and r.account <> ${into.author}
      and r.account in (select value from json_each(${JSON.stringify(accounts)}))
      and not exists (
        select 1 from rating_events e
        where e.contribution = ${into.rowId} and e.account = r.account and e."to" is null and e.at >= d.at)
    order by d.row_id`);
}

async function rowIdsMovedBy(ctx: Ctx, decision: number): Promise<number[]> {
  const rows = await ctx.db.select({ rowId: moves.contribution }).from(moves).where(eq(moves.decision, decision));
  return rows.map(({ rowId }) => rowId);
}

type Place = { rowId: number; depth: number };

/** Hangs all of these, which hang on one thing now, on another of the same claim. */
async function reparent(ctx: Ctx, rowIds: number[], before: Place, parent: Place): Promise<void> {
  if (rowIds.length === 0) return;
  await shiftDepths(ctx.db, rowIds, parent.depth + 1);
  await ctx.db.run(sql`
    update ${contributions} set parent = ${parent.rowId}
    where row_id in (select value from json_each(${JSON.stringify(rowIds)}))`);
  for (const { rowId } of [before, parent]) await recountAnswers(ctx.db, rowId);
}

async function refresh(ctx: Ctx, { contribution: it, author }: InContext): Promise<void> {
  await recountRatings(ctx.db, it.rowId);
  await settleAround(ctx.db, it.rowId, it);
  ctx.touched.add(`account:${author.id}`);
}
