import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, essays, flags, queueEntries, takes } from "@/db/schema";
import { contributionsByRowId } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { may, type Target } from "@/lib/policy/policy";
import { countedAtMost, type Flag, type QueueItem, type Taken } from "../../queue";
import { lastDecision } from "../last-decision";
import { decisionsOfMany } from "../log";
import { reasonChoices } from "../reasons";
import { changesSinceDecided } from "./changes";
import { faredOf } from "./fared";
import { sourceFacts } from "./sources";
import { cursorOf } from "./walk";

/** These contributions in full context, in this order. The caller has seen to it that the viewer may know of them. */
export async function queueItems(ctx: Ctx, rowIds: number[]): Promise<QueueItem[]> {
  if (rowIds.length === 0) return [];
  const chains = await chainsOf(ctx, rowIds);
  const shown = await contributionsByRowId(ctx, [...rowIds, ...[...chains.values()].flat()]);
  const places = await placesOf(ctx, rowIds);
  const open = await openFlags(ctx, rowIds);
  const taken = await takenAmong(ctx, rowIds);
  const decided = await decisionsOfMany(ctx, rowIds);
  const reasons = await reasonChoices(ctx);
  const items: QueueItem[] = [];
  for (const rowId of rowIds) {
    const [contribution, place] = [shown.get(rowId), places.get(rowId)];
    if (!contribution || !place) continue;
    const { row, author, answered, entry } = place;
    const target = { author: { rowId: author }, answered, essay: place.essay, state: contribution.state };
    items.push({
      contribution,
      waits: entry && {
        since: entry.since,
        newcomer: entry.newcomer,
        cursor: cursorOf({
          weight: entry.flagWeight,
          day: entry.day,
          newcomer: Number(entry.newcomer),
          contribution: rowId,
          id: contribution.id,
        }),
      },
      taken: taken.get(rowId) ?? null,
      chain: (chains.get(rowId) ?? []).flatMap((above) => shown.get(above) ?? []),
      claim: place.claim,
      source: contribution.kind === "evidence" ? await sourceFacts(ctx, row) : null,
      flags: (open.get(rowId) ?? []).map((flag) => (author === ctx.viewer?.rowId ? { ...flag, by: null } : flag)),
      record: await faredOf(ctx, "author", author),
      alsoWaiting: await alsoWaiting(ctx, row),
      changed: await changesSinceDecided(ctx, row),
      decisions: (decided.get(rowId) ?? []).slice(0, 5),
      may: {
        decide: may(ctx, "contribution.decide", target),
        remove: may(ctx, "contribution.remove", target),
        undo: await mayUndo(ctx, rowId, target),
      },
      reasons,
    });
  }
  return items;
}

async function mayUndo(ctx: Ctx, rowId: number, target: Target): Promise<boolean> {
  const last = await lastDecision(ctx, rowId);
  if (!last) return false;
  const action = last.action === "answer-appeal" ? "appeal.answer" : "contribution.undo";
  return may(ctx, action, { ...target, decidedBy: { rowId: last.by, removed: last.to === "removed" } });
}

/** The row ids of the nearest few contributions above each, from the claim down. */
async function chainsOf(ctx: Ctx, rowIds: number[]): Promise<Map<number, number[]>> {
  const rows = await ctx.db.all<{ item: number; above: number }>(sql`
    with recursive up(item, above, level) as (
      select row_id, parent, 1 from contributions where row_id in (select value from json_each(${JSON.stringify(rowIds)}))
      union all
      select up.item, c.parent, up.level + 1 from up join contributions c on c.row_id = up.above where up.level < 4
    ) select item, above from up where above is not null order by item, level desc`);
  const chains = new Map<number, number[]>();
  for (const { item, above } of rows) chains.set(item, [...(chains.get(item) ?? []), above]);
  return chains;
}

async function placesOf(ctx: Ctx, rowIds: number[]) {
  const above = alias(contributions, "above");
  const rows = await ctx.db
    .select({
      row: contributions,
      answered: { rowId: above.author },
      claim: claims,
      essay: { slug: essays.slug, title: essays.title },
      entry: queueEntries,
    })
    .from(contributions)
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .leftJoin(above, eq(above.rowId, contributions.parent))
    .leftJoin(queueEntries, eq(queueEntries.contribution, contributions.rowId))
    .where(inArray(contributions.rowId, rowIds));
  return new Map(
    rows.map(({ row, answered, claim, essay, entry }) => [
      row.rowId,
      {
        row,
        author: row.author,
        answered,
        essay: claim.essay,
        entry,
        claim: {
          id: claim.id,
          slug: claim.slug,
          statement: claim.statement,
          kind: claim.kind,
          quote: { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix },
          essay,
        },
      },
    ]),
  );
}

async function openFlags(ctx: Ctx, rowIds: number[]): Promise<Map<number, Flag[]>> {
  const rows = await ctx.db
    .select({ flag: flags, by: accounts })
    .from(flags)
    .innerJoin(accounts, eq(accounts.rowId, flags.account))
    .where(and(inArray(flags.contribution, rowIds), isNull(flags.closedAt)))
    .orderBy(asc(flags.rowId))
    .limit(200);
  const found = new Map<number, Flag[]>();
  for (const { flag, by } of rows) {
    const { reason, text, at } = flag;
    const name = by.deletedAt ? null : by.name;
    const one = { reason, text, at, by: { name, decided: by.flagsDecided, upheld: by.flagsUpheld } };
    found.set(flag.contribution, [...(found.get(flag.contribution) ?? []), one]);
  }
  return found;
}

/** Who has which of these on their desk just now. */
export async function takenAmong(ctx: Ctx, rowIds: number[]): Promise<Map<number, Taken>> {
  const rows = await ctx.db
    .select({ take: takes, by: { name: accounts.name, deletedAt: accounts.deletedAt } })
    .from(takes)
    .innerJoin(accounts, eq(accounts.rowId, takes.account))
    .where(and(inArray(takes.contribution, rowIds), gt(takes.until, ctx.now)));
  return new Map(
    rows.map(({ take, by }) => [
      take.contribution,
      { by: by.deletedAt ? null : by.name, mine: take.account === ctx.viewer?.rowId, until: take.until },
    ]),
  );
}

/** How much else waits that is like it: what a curator may want to look at in one go. */
async function alsoWaiting(ctx: Ctx, row: typeof contributions.$inferSelect): Promise<QueueItem["alsoWaiting"]> {
  const others = (column: string, value: number | string | null) => sql`(
    select count(*) from (select 1 from queue_entries
      where ${sql.raw(column)} = ${value} and +contribution <> ${row.rowId} limit ${countedAtMost}))`;
  const [found] = await ctx.db.all<QueueItem["alsoWaiting"]>(sql`
    select ${others("author", row.author)} as author, ${others("claim", row.claim)} as claim,
      ${others("domain", row.sourceDomain)} as domain`);
  return found ?? { author: 0, claim: 0, domain: 0 };
}
