import { sql } from "drizzle-orm";
import type { ContributionKind, Stance, State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { authorize, may } from "@/lib/policy/policy";
import type { QueueFilters, QueueLine, QueueLines } from "../../queue";
import { countsOf } from "./counts";
import { essaysOf } from "./essays";
import { takenAmong } from "./items";
import { cursorOf, type Entry, placeAt, walk } from "./walk";
import { within } from "./within";

const pageSize = 50;

/** The queue as lines, the most urgent first: for deciding about many at once. */
export async function queueLines(
  ctx: Ctx,
  filters: QueueFilters = {},
  cursor: string | null = null,
): Promise<QueueLines> {
  authorize(ctx, "queue.read");
  const after = cursor === null ? null : await placeAt(ctx, cursor);
  const essays = await essaysOf(ctx);
  const all = await within(ctx, filters);
  const found = all ? await walk(ctx, all, { after }, pageSize + 1) : [];
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  return {
    lines: await linesOf(ctx, entries),
    counts: await countsOf(ctx, filters, essays),
    essays,
    nextCursor: found.length > pageSize && last ? cursorOf(last) : null,
  };
}

type Row = {
  rowId: number;
  id: string;
  version: number;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  claim: string;
  slug: string;
  statement: string;
  essay: number;
  author: number;
  authorId: string;
  name: string;
  left: number | null;
  answered: number | null;
  domain: string | null;
  title: string | null;
  text: string;
  flags: number;
  since: number;
  newcomer: number | null;
};

async function linesOf(ctx: Ctx, entries: Entry[]): Promise<QueueLine[]> {
  const rowIds = entries.map(({ contribution }) => contribution);
  const rows = await ctx.db.all<Row>(sql`
    select c.row_id as rowId, c.id, c.version, c.kind, c.stance, c.state,
      k.id as claim, k.slug, k.statement, k.essay,
      c.author, a.id as authorId, a.name, a.deleted_at as left,
      (select author from contributions where row_id = c.parent) as answered,
      c.source_domain as domain, r.source_title as title, substr(r.text, 1, 240) as text,
      (select count(*) from (select 1 from flags where contribution = c.row_id and closed_at is null limit 100)) as flags,
      coalesce(q.since, c.edited_at, c.created_at) as since, q.newcomer
    from json_each(${JSON.stringify(rowIds)}) given
    join contributions c on c.row_id = given.value
    join revisions r on r.contribution = c.row_id and r.number = c.revision
    join claims k on k.row_id = c.claim
    join accounts a on a.row_id = c.author
    left join queue_entries q on q.contribution = c.row_id`);
  const taken = await takenAmong(ctx, rowIds);
  const byRow = new Map(rows.map((row) => [row.rowId, row]));
  return rowIds.flatMap((rowId) => {
    const row = byRow.get(rowId);
    if (!row) return [];
    const target = {
      author: { rowId: row.author },
      answered: row.answered === null ? null : { rowId: row.answered },
      essay: row.essay,
      state: row.state,
    };
    return {
      id: row.id,
      version: row.version,
      kind: row.kind,
      stance: row.stance,
      state: row.state,
      claim: { id: row.claim, slug: row.slug, statement: row.statement },
      author: { id: row.authorId, name: row.left === null ? row.name : null },
      sourceTitle: row.title,
      domain: row.domain,
      text: row.text,
      flags: row.flags,
      since: new Date(row.since),
      newcomer: row.newcomer === 1,
      taken: taken.get(rowId) ?? null,
      may: { decide: may(ctx, "contribution.decide", target), remove: may(ctx, "contribution.remove", target) },
    };
  });
}
