import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, essays, flags } from "@/db/schema";
import type { Contribution, State } from "@/lib/contributions/contributions";
import { contributionRow, contributionsByRowId } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { authorize, may, type Target } from "@/lib/policy/policy";
import type { LogItem } from "../log";
import type { Flag, Queue, QueueCounts, QueueFilter, QueueItem } from "../queue";
import { lastDecision } from "./last-decision";
import { decisionsOfMany } from "./log";
import { reasonChoices } from "./reasons";

const pageSize = 10;

/** What waits in each filter, flags aside. */
const waiting: Record<QueueFilter, State[]> = {
  all: ["held", "unreviewed"],
  flagged: [],
  held: ["held"],
  unreviewed: ["unreviewed"],
  "needs-source": ["needs-source"],
};

/** What waits for curators: what is flagged first, then the rest, the oldest first. A cursor is `f.<id>` or `w.<id>`. */
export async function queue(ctx: Ctx, filter: QueueFilter = "all", cursor: string | null = null): Promise<Queue> {
  authorize(ctx, "queue.read");
  const [part, after] = await place(ctx, cursor);
  const wanted = pageSize + 1;

  const flagged = part === "w" || !withFlags(filter) ? [] : await flaggedRows(ctx, after, wanted);
  const rest =
    flagged.length === wanted
      ? []
      : await waitingRows(ctx, waiting[filter], part === "w" ? after : 0, wanted - flagged.length, withFlags(filter));
  const rows = [...flagged.map(({ rowId }) => ({ rowId, part: "f" })), ...rest.map((rowId) => ({ rowId, part: "w" }))];
  const page = rows.slice(0, pageSize);
  const items = await queueItems(
    ctx,
    page.map(({ rowId }) => rowId),
  );
  const last = page.at(-1);
  const lastItem = items.at(-1);
  return {
    items,
    counts: await countsOf(ctx),
    nextCursor: rows.length > pageSize && last && lastItem ? `${last.part}.${lastItem.contribution.id}` : null,
  };
}

/** One contribution as the desk shows it, whether it waits or not. */
export async function deskItem(ctx: Ctx, contributionId: string): Promise<QueueItem> {
  authorize(ctx, "queue.read");
  const row = await contributionRow(ctx, contributionId);
  const [item] = await queueItems(ctx, [row.rowId]);
  if (!item) throw new Error("a contribution without its row");
  return item;
}

const withFlags = (filter: QueueFilter): boolean => filter === "all" || filter === "flagged";

/** Where a cursor points: for flagged ones the first open flag's row, for the others their own. */
async function place(ctx: Ctx, cursor: string | null): Promise<["f" | "w", number]> {
  if (cursor === null) return ["f", 0];
  const [, part, id = ""] = /^([fw])\.([a-z0-9]{1,20})$/.exec(cursor) ?? [];
  const [row] = await ctx.db
    .select({
      rowId: contributions.rowId,
      flag: sql<
        number | null
      >`(select min(row_id) from flags where contribution = ${contributions.rowId} and closed_at is null)`,
    })
    .from(contributions)
    .where(eq(contributions.id, id));
  if (!row || (part !== "f" && part !== "w")) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  // Its flags may have been answered meanwhile: then the flagged ones begin anew.
  return part === "f" ? ["f", row.flag ?? 0] : ["w", row.rowId];
}

async function flaggedRows(ctx: Ctx, after: number, limit: number): Promise<{ rowId: number }[]> {
  const first = sql<number>`min(${flags.rowId})`;
  return ctx.db
    .select({ rowId: flags.contribution })
    .from(flags)
    .where(isNull(flags.closedAt))
    .groupBy(flags.contribution)
    .having(gt(first, after))
    .orderBy(first)
    .limit(limit);
}

/** One look-up a state, each along its index, so that the page costs the same however many wait. */
async function waitingRows(ctx: Ctx, states: State[], after: number, limit: number, skipFlagged: boolean) {
  const unflagged = sql`not exists (
    select 1 from flags where contribution = ${contributions.rowId} and closed_at is null)`;
  const rows = await Promise.all(
    states.map((state) =>
      ctx.db
        .select({ rowId: contributions.rowId })
        .from(contributions)
        .where(and(eq(contributions.state, state), gt(contributions.rowId, after), skipFlagged ? unflagged : undefined))
        .orderBy(asc(contributions.rowId))
        .limit(limit),
    ),
  );
  return rows
    .flat()
    .map(({ rowId }) => rowId)
    .sort((a, b) => a - b)
    .slice(0, limit);
}

/** How many contributions wait for a curator, for those who may decide. */
export async function waitingCount(ctx: Ctx): Promise<number> {
  authorize(ctx, "queue.read");
  return (await countsOf(ctx)).all;
}

async function countsOf(ctx: Ctx): Promise<QueueCounts> {
  const [row] = await ctx.db.all<{
    flagged: number;
    held: number;
    unreviewed: number;
    lacking: number;
    both: number;
  }>(sql`
    select (select count(distinct contribution) from flags where closed_at is null) as flagged,
      (select count(*) from contributions where state = 'held') as held,
      (select count(*) from contributions where state = 'unreviewed') as unreviewed,
      (select count(*) from contributions where state = 'needs-source') as lacking,
      (select count(distinct f.contribution) from flags f join contributions c on c.row_id = f.contribution
        where f.closed_at is null and c.state in ('held', 'unreviewed')) as both`);
  if (!row) throw new Error("no counts");
  const { flagged, held, unreviewed, lacking, both } = row;
  return { all: flagged + held + unreviewed - both, flagged, held, unreviewed, "needs-source": lacking };
}

async function queueItems(ctx: Ctx, rowIds: number[]): Promise<QueueItem[]> {
  if (rowIds.length === 0) return [];
  const chains = await chainsOf(ctx, rowIds);
  const shown = await contributionsByRowId(ctx, [...rowIds, ...[...chains.values()].flat()]);
  const places = await placesOf(ctx, rowIds);
  const open = await openFlags(ctx, rowIds);
  const decided = await decisionsOfMany(ctx, rowIds);
  const records = new Map<number, QueueItem["record"]>();
  for (const author of new Set([...places.values()].map((place) => place.author))) {
    records.set(author, await recordOf(ctx, author));
  }
  const reasons = await reasonChoices(ctx);
  const items: QueueItem[] = [];
  for (const rowId of rowIds) {
    const [contribution, place] = [shown.get(rowId), places.get(rowId)];
    if (!contribution || !place) continue;
    const { author, answered, essay } = place;
    const target = { author: { rowId: author }, answered, essay, state: contribution.state };
    items.push({
      contribution,
      chain: (chains.get(rowId) ?? []).flatMap((above) => shown.get(above) ?? []),
      claim: place.claim,
      flags: (open.get(rowId) ?? []).map((flag) => (place.author === ctx.viewer?.rowId ? { ...flag, by: null } : flag)),
      record: records.get(place.author) ?? nothingYet,
      decisions: latest(decided.get(rowId)),
      reasons,
      may: {
        decide: may(ctx, "contribution.decide", target),
        remove: may(ctx, "contribution.remove", target),
        undo: await mayUndo(ctx, rowId, target),
      },
    });
  }
  return items;
}

async function mayUndo(ctx: Ctx, rowId: number, target: Target): Promise<boolean> {
  const last = await lastDecision(ctx, rowId);
  if (!last) return false;
  return may(ctx, "contribution.undo", { ...target, decidedBy: { rowId: last.by, removed: last.to === "removed" } });
}

const nothingYet = { attached: 0, accepted: 0, rejected: 0, removed: 0 };

const latest = (decisions: LogItem[] = []): LogItem[] => decisions.slice(0, 5);

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
      rowId: contributions.rowId,
      author: contributions.author,
      answered: { rowId: above.author },
      claim: {
        id: claims.id,
        slug: claims.slug,
        statement: claims.statement,
        kind: claims.kind,
        quote: claims.quoteExact,
      },
      essayRow: claims.essay,
      essay: { slug: essays.slug, title: essays.title },
    })
    .from(contributions)
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .leftJoin(above, eq(above.rowId, contributions.parent))
    .where(inArray(contributions.rowId, rowIds));
  return new Map(
    rows.map(({ rowId, author, answered, claim, essayRow, essay }) => [
      rowId,
      { author, answered, essay: essayRow, claim: { ...claim, essay } },
    ]),
  );
}

async function openFlags(ctx: Ctx, rowIds: number[]): Promise<Map<number, Flag[]>> {
  const rows = await ctx.db
    .select({
      flag: flags,
      name: accounts.name,
      deletedAt: accounts.deletedAt,
      decided: accounts.flagsDecided,
      upheld: accounts.flagsUpheld,
    })
    .from(flags)
    .innerJoin(accounts, eq(accounts.rowId, flags.account))
    .where(and(inArray(flags.contribution, rowIds), isNull(flags.closedAt)))
    .orderBy(asc(flags.rowId))
    .limit(200);
  const found = new Map<number, Flag[]>();
  for (const { flag, name, deletedAt, ...fared } of rows) {
    const { reason, text, at } = flag;
    const one = { reason, text, at, by: { name: deletedAt ? null : name, ...fared } };
    found.set(flag.contribution, [...(found.get(flag.contribution) ?? []), one]);
  }
  return found;
}

async function recordOf(ctx: Ctx, author: number): Promise<QueueItem["record"]> {
  const rows = await ctx.db
    .select({ state: contributions.state, count: sql<number>`count(*)` })
    .from(contributions)
    .where(eq(contributions.author, author))
    .groupBy(contributions.state);
  const count = (state: Contribution["state"]) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    attached: rows.reduce((sum, row) => sum + row.count, 0),
    accepted: count("accepted"),
    rejected: count("rejected"),
    removed: count("removed"),
  };
}
