import { and, desc, eq, inArray, lt, type SQL } from "drizzle-orm";
import { accounts, claims, contributions, decisions } from "@/db/schema";
import { claimRow } from "@/lib/claims/queries";
import { contributionRow } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import type { LogItem, LogPage } from "../log";
import { givenReason } from "../reasons";
import { wordedReason } from "./reasons";

export type LogFilters = { contribution?: string | undefined; claim?: string | undefined };

const pageSize = 50;

/**
 * Every decision for everybody to read, the latest first: what, why, before and after, by which role. Never who flagged,
 * never what was removed, never who decided. `claim` narrows it to a claim and what is attached to it.
 */
export async function publicLog(ctx: Ctx, filters: LogFilters = {}, cursor: string | null = null): Promise<LogPage> {
  const about: SQL[] = [];
  if (filters.contribution) {
    about.push(eq(decisions.contribution, (await contributionRow(ctx, filters.contribution)).rowId));
  }
  if (filters.claim) about.push(eq(decisions.claim, (await claimRow(ctx, filters.claim)).rowId));
  if (cursor !== null) about.push(lt(decisions.rowId, await rowIdAt(ctx, cursor)));
  const rows = await logRows(ctx)
    .where(and(...about))
    .orderBy(desc(decisions.rowId))
    .limit(pageSize + 1);
  const items = rows.slice(0, pageSize).map(logItem);
  return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
}

/** What was decided about one contribution, the latest first. */
export async function decisionsOf(ctx: Ctx, contributionId: string): Promise<LogItem[]> {
  return (await publicLog(ctx, { contribution: contributionId })).items;
}

/** The latest decisions about each of these contributions, by row id; bounded. */
export async function decisionsOfMany(ctx: Ctx, rowIds: number[]): Promise<Map<number, LogItem[]>> {
  const rows = await logRows(ctx)
    .where(inArray(decisions.contribution, rowIds))
    .orderBy(desc(decisions.rowId))
    .limit(20 * rowIds.length);
  const found = new Map<number, LogItem[]>();
  for (const row of rows) {
    const of = row.decision.contribution as number;
    found.set(of, [...(found.get(of) ?? []), logItem(row)]);
  }
  return found;
}

async function rowIdAt(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.db.select({ rowId: decisions.rowId }).from(decisions).where(eq(decisions.id, id));
  if (!row) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return row.rowId;
}

const logRows = (ctx: Ctx) =>
  ctx.db
    .select({
      decision: decisions,
      worded: wordedReason(decisions.to, decisions.reasonCode),
      contribution: { id: contributions.id, kind: contributions.kind, state: contributions.state },
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      account: { id: accounts.id, name: accounts.name, deletedAt: accounts.deletedAt },
    })
    .from(decisions)
    .leftJoin(contributions, eq(contributions.rowId, decisions.contribution))
    .leftJoin(claims, eq(claims.rowId, decisions.claim))
    .leftJoin(accounts, eq(accounts.rowId, decisions.account))
    .$dynamic();

type Row = Awaited<ReturnType<typeof logRows>>[number];

function logItem(row: Row): LogItem {
  const { id, at, action, from, to, reasonCode, reasonText, byRole, until } = row.decision;
  return {
    id,
    at,
    action,
    target: targetOf(row),
    claim: row.claim,
    from,
    to,
    reason: givenReason(to, { code: reasonCode, text: reasonText }, row.worded),
    byRole,
    until,
  };
}

function targetOf({ contribution, claim, account }: Row): LogItem["target"] {
  if (contribution) {
    const { id, kind, state } = contribution;
    return { kind, id, url: state === "held" ? null : paths.contribution(contribution), name: null };
  }
  if (claim) return { kind: "claim", id: claim.id, url: paths.claim(claim), name: claim.statement };
  if (!account) throw new Error("a decision about nothing");
  const name = account.deletedAt ? null : account.name;
  return { kind: "account", id: account.id, url: name === null ? null : paths.person(name), name };
}
