import { eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, decisions, revisions } from "@/db/schema";
import { countedStates, type State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { Refusal, signedOut } from "@/lib/errors";
import { paths } from "@/lib/paths";
import type { Inbox, InboxItem } from "../inbox";
import { givenReason } from "../reasons";
import { wordedReason } from "./reasons";

const pageSize = 30;

/** Decisions about what the viewer attached, and answers to it, the latest first. A cursor is `<ms>.<id>`. */
export async function inbox(ctx: Ctx, cursor: string | null = null): Promise<Inbox> {
  const { viewer } = ctx;
  if (viewer === null) throw signedOut();
  const [at, id] = after(cursor);
  const readAt = await inboxReadAt(ctx, viewer.rowId);
  const events = await ctx.db.all<{ type: "decision" | "answer"; rowId: number; id: string; at: number }>(sql`
    select * from (${eventsOf(viewer.rowId)}) where (at, id) < (${at}, ${id})
    order by at desc, id desc limit ${pageSize + 1}`);
  const page = events.slice(0, pageSize);
  const rowIds = (type: "decision" | "answer") => page.filter((one) => one.type === type).map((one) => one.rowId);
  const found = new Map<string, InboxItem>(
    [...(await decided(ctx, rowIds("decision"), readAt)), ...(await answered(ctx, rowIds("answer"), readAt))].map(
      (item) => [item.id, item],
    ),
  );
  const last = page.at(-1);
  return {
    items: page.flatMap((event) => found.get(event.id) ?? []),
    nextCursor: events.length > pageSize && last ? `${last.at}.${last.id}` : null,
  };
}

/** How much of the inbox was not read yet; 100 stands for a hundred or more. */
export async function unreadCount(ctx: Ctx): Promise<number> {
  if (ctx.viewer === null) return 0;
  const { rowId } = ctx.viewer;
  const [row] = await ctx.db.all<{ count: number }>(sql`
    select count(*) as count from (
      select 1 from (${eventsOf(rowId)}) where at > ${await inboxReadAt(ctx, rowId)} limit 100)`);
  return row?.count ?? 0;
}

/** In milliseconds, as the column holds it; 0 where the inbox was never read. */
async function inboxReadAt(ctx: Ctx, account: number): Promise<number> {
  const [row] = await ctx.db.select({ at: accounts.inboxReadAt }).from(accounts).where(eq(accounts.rowId, account));
  return row?.at?.getTime() ?? 0;
}

/** All that ever reached a person. */
const eventsOf = (account: number) => sql`
  select 'decision' as type, d.row_id as rowId, d.id as id, d.at as at
  from contributions own join decisions d on d.contribution = own.row_id
  where own.author = ${account} and d.by <> ${account} and d.action in ('decide', 'undo')
  union all
  select 'answer', a.row_id, a.id, a.created_at
  from contributions own join contributions a on a.parent = own.row_id
  where own.author = ${account} and a.author <> ${account}
    and a.state in (select value from json_each(${JSON.stringify(countedStates)}))`;

function after(cursor: string | null): [number, string] {
  if (cursor === null) return [Number.MAX_SAFE_INTEGER, ""];
  const [, at, id] = /^(\d{1,15})\.([a-z0-9]{1,20})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return [Number(at), id];
}

const link = { id: claims.id, slug: claims.slug, statement: claims.statement };

async function decided(ctx: Ctx, rowIds: number[], readAt: number): Promise<InboxItem[]> {
  const rows = await ctx.db
    .select({
      decision: decisions,
      own: contributions,
      claim: link,
      worded: wordedReason(decisions.to, decisions.reasonCode),
    })
    .from(decisions)
    .innerJoin(contributions, eq(contributions.rowId, decisions.contribution))
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .where(inArray(decisions.rowId, rowIds));
  return rows.map(({ decision, own, claim, worded }) => ({
    type: "decision",
    id: decision.id,
    at: decision.at,
    isNew: decision.at.getTime() > readAt,
    about: aboutOf(own),
    claim,
    action: decision.action,
    from: decision.from,
    to: decision.to as State,
    reason: givenReason(decision.to, { code: decision.reasonCode, text: decision.reasonText }, worded),
    byRole: decision.byRole,
  }));
}

async function answered(ctx: Ctx, rowIds: number[], readAt: number): Promise<InboxItem[]> {
  const own = alias(contributions, "own");
  const rows = await ctx.db
    .select({
      answer: contributions,
      text: sql<string>`(select substr(text, 1, 280) from ${revisions} where contribution = ${contributions.rowId} and number = ${contributions.revision})`,
      by: { name: accounts.name, deletedAt: accounts.deletedAt },
      own,
      claim: link,
    })
    .from(contributions)
    .innerJoin(own, eq(own.rowId, contributions.parent))
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .where(inArray(contributions.rowId, rowIds));
  return rows.map(({ answer, text, by, own, claim }) => ({
    type: "answer",
    id: answer.id,
    at: answer.createdAt,
    isNew: answer.createdAt.getTime() > readAt,
    about: aboutOf(own),
    claim,
    answer: {
      id: answer.id,
      kind: answer.kind,
      url: paths.contribution(answer),
      by: by.deletedAt ? null : by.name,
      text,
    },
  }));
}

const aboutOf = (own: typeof contributions.$inferSelect) => ({
  id: own.id,
  kind: own.kind,
  state: own.state,
  // What is held has no page for everybody; its author reads it where it can be edited.
  url: own.state === "held" ? paths.edit(own) : paths.contribution(own),
});
