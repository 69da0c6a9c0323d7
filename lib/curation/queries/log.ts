import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, decisions, essays, proposals } from "@/db/schema";
import { normalName } from "@/lib/accounts/names";
import type { ClaimLink } from "@/lib/claims/claims";
import { claimRow } from "@/lib/claims/queries";
import { contributionRow } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { notFound, Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { type LogFilters, type LogItem, type LogPage, type LogTarget, sayable } from "../log";
import { givenReason } from "../reasons";
import { isSetting, settingName } from "../settings";
import { wordedReason } from "./reasons";

const pageSize = 50;

/**
 * Of the rows that the narrowest filter leaves, so many are looked through for one page at most: a page may have fewer
 * rows than it could, or none, and still a cursor.
 */
export const lookedThrough = 2000;

/**
 * Every decision for everybody to read, the latest first: what, why, before and after, by which role. Never who flagged,
 * never what was removed, never who decided.
 */
export async function publicLog(
  ctx: Ctx,
  filters: LogFilters = {},
  cursor: string | null = null,
  size = pageSize,
): Promise<LogPage> {
  const [narrowest, ...others] = await conditions(ctx, filters);
  const span = await spanOf(ctx, filters);
  if (span === null) return { items: [], nextCursor: null };
  const along = and(
    narrowest?.along,
    cursor === null ? undefined : lt(decisions.rowId, await rowIdAt(ctx, cursor)),
    ...span.along,
  );
  const beside = [...others.map((other) => other.beside), ...span.beside];
  const edge = beside.length === 0 ? undefined : await edgeOf(ctx, along);
  const rows = await logRows(ctx)
    .where(and(along, edge && gte(decisions.rowId, edge.rowId), ...beside))
    .orderBy(desc(decisions.rowId))
    .limit(size + 1);
  const items = rows.slice(0, size).map(logItem);
  return { items, nextCursor: rows.length > size ? (items.at(-1)?.id ?? null) : (edge?.id ?? null) };
}

/** One row of the log by itself. */
export async function logEntry(ctx: Ctx, id: string): Promise<LogItem> {
  const [row] = await logRows(ctx).where(eq(decisions.id, id));
  if (!row) throw notFound("decision");
  return logItem(row);
}

/** What was decided about one contribution, the latest first. */
export async function decisionsOf(ctx: Ctx, contributionId: string): Promise<LogItem[]> {
  return (await publicLog(ctx, { contribution: contributionId })).items;
}

/** The latest decisions about a claim itself, by row id, what went into it included: not those on what is attached. */
export async function decisionsOnClaim(ctx: Ctx, claim: number): Promise<LogItem[]> {
  const about = sql`(
    select * from (select row_id from decisions where claim = ${claim} and contribution is null order by row_id desc limit 20)
    union select row_id from decisions where into_claim = ${claim})`;
  const rows = await logRows(ctx).where(sql`${decisions.rowId} in ${about}`).orderBy(desc(decisions.rowId)).limit(20);
  return rows.map(logItem);
}

/** What was decided about a source's domain or a setting, the latest first; bounded. */
export async function decisionsAbout(ctx: Ctx, subject: string): Promise<LogItem[]> {
  const rows = await logRows(ctx).where(eq(decisions.subject, subject)).orderBy(desc(decisions.rowId)).limit(pageSize);
  return rows.map(logItem);
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

/** A filter twice: `along` its index, and `beside` another's, which the plus keeps SQLite from leaving. */
type Condition = { along: SQL; beside: SQL };

/** The filters as conditions, from the one that leaves the fewest rows to the one that leaves the most. */
async function conditions(ctx: Ctx, filters: LogFilters): Promise<Condition[]> {
  const { contribution, claim, person, reason, essay, action, role } = filters;
  const is = (column: SQL | typeof decisions.rowId, value: number | string) => ({
    along: sql`${column} = ${value}`,
    beside: sql`+${column} = ${value}`,
  });
  return [
    contribution && is(sql`${decisions.contribution}`, (await contributionRow(ctx, contribution)).rowId),
    claim && is(sql`${decisions.claim}`, (await claimRow(ctx, claim)).rowId),
    person && is(sql`${decisions.account}`, await accountAt(ctx, person)),
    reason && is(sql`${decisions.reasonCode}`, reason),
    essay && is(sql`${decisions.essay}`, await essayAt(ctx, essay)),
    action && is(sql`${decisions.action}`, action),
    role && is(sql`${decisions.byRole}`, role),
  ].filter((condition) => typeof condition === "object");
}

/** The last of the rows that one page looks through; undefined where there are fewer. */
async function edgeOf(ctx: Ctx, along: SQL | undefined): Promise<{ rowId: number; id: string } | undefined> {
  const [edge] = await ctx.db
    .select({ rowId: decisions.rowId, id: decisions.id })
    .from(decisions)
    .where(along)
    .orderBy(desc(decisions.rowId))
    .limit(1)
    .offset(lookedThrough - 1);
  return edge;
}

const day = 24 * 60 * 60 * 1000;

/** By so much at most can a row be older than the one written before it: requests wait for their turn to write. */
const slack = 60 * 60 * 1000;

/** The days as a span of rows, since rows are written in the order of time but for a little; null where it has none. */
async function spanOf(ctx: Ctx, { from, to }: LogFilters): Promise<{ along: SQL[]; beside: SQL[] } | null> {
  const along: SQL[] = [];
  const beside: SQL[] = [];
  if (from !== undefined) {
    const start = new Date(from);
    const [first] = await ctx.db
      .select({ rowId: decisions.rowId })
      .from(decisions)
      .where(gte(decisions.at, new Date(start.getTime() - slack)))
      .orderBy(asc(decisions.at))
      .limit(1);
    if (!first) return null;
    along.push(gte(decisions.rowId, first.rowId));
    beside.push(sql`+${decisions.at} >= ${start.getTime()}`);
  }
  if (to !== undefined) {
    const end = new Date(new Date(to).getTime() + day);
    const [last] = await ctx.db
      .select({ rowId: decisions.rowId })
      .from(decisions)
      .where(lt(decisions.at, new Date(end.getTime() + slack)))
      .orderBy(desc(decisions.at))
      .limit(1);
    if (!last) return null;
    along.push(lte(decisions.rowId, last.rowId));
    beside.push(sql`+${decisions.at} < ${end.getTime()}`);
  }
  return { along, beside };
}

async function rowIdAt(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.db.select({ rowId: decisions.rowId }).from(decisions).where(eq(decisions.id, id));
  if (!row) {
    throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
  }
  return row.rowId;
}

async function essayAt(ctx: Ctx, slug: string): Promise<number> {
  const [row] = await ctx.db.select({ rowId: essays.rowId }).from(essays).where(eq(essays.slug, slug));
  if (!row) throw notFound("essay");
  return row.rowId;
}

async function accountAt(ctx: Ctx, name: string): Promise<number> {
  const [row] = await ctx.db
    .select({ rowId: accounts.rowId })
    .from(accounts)
    .where(and(eq(accounts.name, normalName(name)), isNull(accounts.deletedAt)));
  if (!row) throw notFound("account");
  return row.rowId;
}

const intoContribution = alias(contributions, "into_contribution");
const intoClaim = alias(claims, "into_claim");

/** Whether its making was undone: then it has no page. */
const takenBack = sql<number>`coalesce(${claims.mergedInto} = ${claims.rowId}, 0)`.as("taken_back");

const logRows = (ctx: Ctx) =>
  ctx.db
    .select({
      decision: decisions,
      worded: wordedReason(decisions.to, decisions.reasonCode),
      // An appeal's words stand with the appeal, where a moderator can take them off the log.
      appealed: sql<string | null>`(
        select a.text from appeals a where a.logged = ${decisions.rowId} and not a.hidden)`,
      contribution: { id: contributions.id, kind: contributions.kind, state: contributions.state },
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement, takenBack },
      essay: { slug: essays.slug, title: essays.title },
      proposal: { id: proposals.id },
      essayId: essays.id,
      account: { id: accounts.id, name: accounts.name, deletedAt: accounts.deletedAt },
      intoContribution: { id: intoContribution.id, kind: intoContribution.kind, state: intoContribution.state },
      intoClaim: { id: intoClaim.id, slug: intoClaim.slug, statement: intoClaim.statement },
      before: wording(decisions.from),
      after: wording(decisions.to),
      found: sql<string | null>`(
        select r.statement from resolutions s join claim_revisions r on r.claim = s.claim and r.number = s.revision
        where s.decision in (${decisions.rowId}, ${decisions.undoes}))`,
      undoes: sql<string | null>`(select u.id from decisions u where u.row_id = ${decisions.undoes})`,
      undoneBy: sql<string | null>`(
        select u.id from decisions u where u.undoes = ${decisions.rowId}
          and not exists (select 1 from decisions w where w.undoes = u.row_id)
        order by u.row_id desc limit 1)`,
    })
    .from(decisions)
    .leftJoin(contributions, eq(contributions.rowId, decisions.contribution))
    .leftJoin(claims, eq(claims.rowId, decisions.claim))
    .leftJoin(essays, eq(essays.rowId, decisions.essay))
    .leftJoin(proposals, eq(proposals.rowId, decisions.proposal))
    .leftJoin(accounts, eq(accounts.rowId, decisions.account))
    .leftJoin(intoContribution, eq(intoContribution.rowId, decisions.intoContribution))
    .leftJoin(intoClaim, eq(intoClaim.rowId, decisions.intoClaim))
    .$dynamic();

/** An edit of a claim names the numbers of two of its wordings; so does the undo of one. */
const wording = (number: SQLWrapper) => sql<string | null>`(
  select json_object('statement', r.statement, 'kind', r.kind) from claim_revisions r
  where r.claim = ${decisions.claim} and r.number = cast(${number} as integer)
    and ${decisions.contribution} is null and ${decisions.action} in ('edit-claim', 'undo')
    and ${number} not glob '*[^0-9]*')`;

type Row = Awaited<ReturnType<typeof logRows>>[number];

function logItem(row: Row): LogItem {
  const { id, at, action, from, to, reasonCode, reasonText, byRole, until } = row.decision;
  const into = row.intoContribution ?? row.intoClaim;
  const state = row.contribution?.state ?? null;
  return {
    id,
    url: paths.logEntry(id),
    at,
    action,
    target: targetOf(row),
    claim: row.claim && !row.claim.takenBack ? linkTo(row.claim) : null,
    essay: row.essay,
    from: sayable(from, state),
    to: sayable(to, state),
    wordings: row.before && row.after ? { before: JSON.parse(row.before), after: JSON.parse(row.after) } : null,
    found: row.found,
    reason: givenReason(to, { code: reasonCode, text: reasonText ?? row.appealed }, row.worded),
    byRole,
    until,
    into: into && thing(into),
    undoes: row.undoes,
    undoneBy: row.undoneBy,
  };
}

const linkTo = ({ id, slug, statement }: ClaimLink): ClaimLink => ({ id, slug, statement });

function targetOf({ decision, contribution, claim, proposal, account, essay, essayId }: Row): LogTarget {
  if (contribution) return thing(contribution);
  if (claim) return { ...thing(claim), ...(claim.takenBack && { url: null }) };
  if (proposal) return { kind: "proposal", id: proposal.id, url: null, name: null };
  if (account) {
    const name = account.deletedAt ? null : account.name;
    return { kind: "account", id: account.id, url: name === null ? null : paths.person(name), name };
  }
  const { subject } = decision;
  if (subject === null) {
    if (!essay || !essayId) throw new Error("a decision about nothing");
    return { kind: "essay", id: essayId, url: paths.essay(essay.slug), name: essay.title };
  }
  return isSetting(subject)
    ? { kind: "setting", id: subject, url: null, name: settingName(subject) }
    : { kind: "source", id: subject, url: paths.source(subject), name: subject };
}

function thing(it: NonNullable<Row["contribution"]> | ClaimLink): LogTarget {
  if ("statement" in it) return { kind: "claim", id: it.id, url: paths.claim(it), name: it.statement };
  return { kind: it.kind, id: it.id, url: it.state === "held" ? null : paths.contribution(it), name: null };
}
