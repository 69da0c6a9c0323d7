import { contributionInContext } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import { type At, countedAtMost, type Desk, type Queue, type QueueFilters, type QueueItem } from "../../queue";
import { countsOf } from "./counts";
import { essaysOf } from "./essays";
import { queueItems } from "./items";
import { ownLastDecision } from "./own-last";
import { countBefore, cursorOf, type Entry, type Place, placeAt, walk } from "./walk";
import { passingOver, type Within, within } from "./within";

export { waitingCount } from "./counts";
export { queueLines } from "./lines";

const pageSize = 10;

/** What waits for curators, the most urgent first, a page at a time. */
export async function queue(ctx: Ctx, filters: QueueFilters = {}, cursor: string | null = null): Promise<Queue> {
  authorize(ctx, "queue.read");
  const after = cursor === null ? null : await placeAt(ctx, cursor);
  const all = await within(ctx, filters);
  const found = all ? await walk(ctx, all, { after }, pageSize + 1) : [];
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  return {
    items: await queueItems(ctx, rowIds(entries)),
    counts: await countsOf(ctx, filters, await essaysOf(ctx)),
    nextCursor: found.length > pageSize && last ? cursorOf(last) : null,
  };
}

/** One contribution as the desk shows it, whether it waits or not. */
export async function deskItem(ctx: Ctx, contributionId: string): Promise<QueueItem> {
  authorize(ctx, "queue.read");
  const { contribution: row, target } = await contributionInContext(ctx, contributionId);
  authorize(ctx, "queue.read", { essay: target.essay });
  const [item] = await queueItems(ctx, [row.rowId]);
  if (!item) throw new Error("a contribution without its row");
  return item;
}

/** The desk's item and the next ones after it: so many that the next is there at once. */
const onDesk = 3;

/** The desk at a place of the queue. After the last item it begins again with what was skipped. */
export async function desk(ctx: Ctx, filters: QueueFilters, at: At = {}): Promise<Desk> {
  authorize(ctx, "queue.read");
  const after = at.after ? await placeAt(ctx, at.after) : null;
  const before = at.before && !after ? await placeAt(ctx, at.before) : null;
  const essays = await essaysOf(ctx);
  const all = await within(ctx, filters);
  const { entries, wrapped } = all ? await around(ctx, passingOver(ctx, all), after, before) : nothing;
  const [first] = entries;
  const preceding = all && first ? await countBefore(ctx, all, first, countedAtMost) : 0;
  return {
    items: await queueItems(ctx, rowIds(entries)),
    counts: await countsOf(ctx, filters, essays),
    position: first ? preceding + 1 : null,
    hasPrevious: preceding > 0,
    wrapped,
    essays,
    last: await ownLastDecision(ctx),
  };
}

const nothing: { entries: Entry[]; wrapped: boolean } = { entries: [], wrapped: false };

async function around(ctx: Ctx, mine: Within, after: Place | null, before: Place | null) {
  if (before) {
    const [previous] = await walk(ctx, mine, { before }, 1);
    if (!previous) return { entries: await walk(ctx, mine, {}, onDesk), wrapped: false };
    return { entries: [previous, ...(await walk(ctx, mine, { after: previous }, onDesk - 1))], wrapped: false };
  }
  const entries = await walk(ctx, mine, { after }, onDesk);
  if (entries.length > 0 || !after) return { entries, wrapped: false };
  const again = await walk(ctx, mine, {}, onDesk);
  return { entries: again, wrapped: again.length > 0 };
}

const rowIds = (entries: Entry[]) => entries.map(({ contribution }) => contribution);
