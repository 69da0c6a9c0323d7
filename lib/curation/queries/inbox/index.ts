import { eq, type SQL, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal, signedOut } from "@/lib/errors";
import type { Inbox, InboxMatter } from "../../inbox";
import { answered } from "./answers";
import { appealed } from "./appeals";
import { decided } from "./decisions";
import { flagged } from "./flags";
import { restedUpon } from "./grounds";
import type { Kind, When } from "./kind";
import { moved } from "./moves";
import { proposalDecided } from "./proposals";
import { askedAgain } from "./votes";

/** Every kind of thing that reaches a person; each in its file. */
const kinds: Record<InboxMatter["type"], Kind> = {
  decision: decided,
  answer: answered,
  flag: flagged,
  appeal: appealed,
  move: moved,
  ground: restedUpon,
  vote: askedAgain,
  proposal: proposalDecided,
};

const pageSize = 30;

/** All that reached the viewer, the latest first. A cursor is `<ms>.<id>`. */
export async function inbox(ctx: Ctx, cursor: string | null = null): Promise<Inbox> {
  const { viewer } = ctx;
  if (viewer === null) throw signedOut();
  const [lastAt, lastId] = after(cursor);
  const readAt = await inboxReadAt(ctx, viewer.rowId);
  const events = await ctx.db.all<{ type: InboxMatter["type"]; rowId: number; id: string; at: number }>(sql`
    select * from (${eventsOf(viewer.rowId, (at, id) => sql`(${at}, ${id}) < (${lastAt}, ${lastId})`, pageSize + 1)})
    order by at desc, id desc limit ${pageSize + 1}`);
  const page = events.slice(0, pageSize);
  const matters = new Map<string, Awaited<ReturnType<Kind["read"]>>>();
  for (const type of new Set(page.map((event) => event.type))) {
    const rowIds = page.filter((event) => event.type === type).map((event) => event.rowId);
    matters.set(type, await kinds[type].read(ctx, rowIds));
  }
  const last = page.at(-1);
  return {
    items: page.flatMap(({ type, rowId, id, at }) => {
      const matter = matters.get(type)?.get(rowId);
      return matter ? [{ ...matter, id, at: new Date(at), isNew: at > readAt }] : [];
    }),
    nextCursor: events.length > pageSize && last ? `${last.at}.${last.id}` : null,
  };
}

/** How much of the inbox was not read yet; 100 stands for a hundred or more. */
export async function unreadCount(ctx: Ctx): Promise<number> {
  if (ctx.viewer === null) return 0;
  const { rowId } = ctx.viewer;
  const readAt = await inboxReadAt(ctx, rowId);
  const [row] = await ctx.db.all<{ count: number }>(sql`
    select count(*) as count from (
      select 1 from (${eventsOf(rowId, (at) => sql`${at} > ${readAt}`, 100)}) limit 100)`);
  return row?.count ?? 0;
}

/** In milliseconds, as the column holds it; 0 where the inbox was never read. */
async function inboxReadAt(ctx: Ctx, account: number): Promise<number> {
  const [row] = await ctx.db.select({ at: accounts.inboxReadAt }).from(accounts).where(eq(accounts.rowId, account));
  return row?.at?.getTime() ?? 0;
}

/** What reached somebody, at most `each` of every kind. */
const eventsOf = (account: number, when: When, each: number): SQL =>
  sql.join(
    Object.entries(kinds).map(
      ([type, kind]) => sql`select ${type} as type, * from (${kind.events(account, when)} limit ${each})`,
    ),
    sql` union all `,
  );

function after(cursor: string | null): [number, string] {
  if (cursor === null) return [Number.MAX_SAFE_INTEGER, ""];
  const [, at, id] = /^(\d{1,15})\.([a-z0-9]{1,20})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return [Number(at), id];
}
