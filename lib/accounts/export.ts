import { and, asc, eq, gt, inArray, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import {
  accounts,
  appeals,
  claims,
  contributions,
  decisions,
  essays,
  flags,
  holdCatches,
  identities,
  proposals,
  ratingEvents,
  ratings,
  revisions,
  sessions,
  tokens,
  voteEvents,
  votes,
} from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";

/** Everything that is kept of the viewer, as JSON can say it: claims and contributions by their public ids. */
export async function exportOwnData(ctx: Ctx) {
  const viewer = authorize(ctx, "account.read");
  const { db } = ctx;
  const me = viewer.rowId;
  const [account] = await db.select().from(accounts).where(eq(accounts.rowId, me));
  if (!account) throw notFound("account");
  const claim = claims.id;
  const contribution = contributions.id;
  return {
    format: "moot-account" as const,
    version: 1,
    exportedAt: ctx.now,
    account: {
      ...{ id: account.id, name: account.name, role: account.role, createdAt: account.createdAt },
      ...{ email: account.email, emailVerifiedAt: account.emailVerifiedAt, showsVotes: account.showsVotes },
      hasPassword: account.passwordHash !== null,
      ban: account.bannedAt && { at: account.bannedAt, until: account.bannedUntil, reason: account.banReason },
    },
    identities: await db
      .select({ provider: identities.provider, subject: identities.subject, createdAt: identities.createdAt })
      .from(identities)
      .where(eq(identities.account, me)),
    sessions: await inBatches(sessions.rowId, (after) =>
      db
        .select({
          key: sessions.rowId,
          userAgent: sessions.userAgent,
          createdAt: sessions.createdAt,
          lastSeenAt: sessions.lastSeenAt,
          expiresAt: sessions.expiresAt,
          revokedAt: sessions.revokedAt,
        })
        .from(sessions)
        .where(and(eq(sessions.account, me), after))
        .orderBy(asc(sessions.rowId))
        .limit(batch),
    ),
    tokens: await inBatches(tokens.rowId, (after) =>
      db
        .select({
          key: tokens.rowId,
          name: tokens.name,
          scope: tokens.scope,
          createdAt: tokens.createdAt,
          lastUsedAt: tokens.lastUsedAt,
          revokedAt: tokens.revokedAt,
        })
        .from(tokens)
        .where(and(eq(tokens.account, me), after))
        .orderBy(asc(tokens.rowId))
        .limit(batch),
    ),
    votes: await inBatches([votes.at, votes.claim], (after) =>
      db
        .select({ key: votes.claim, claim, value: votes.value, at: votes.at })
        .from(votes)
        .innerJoin(claims, eq(claims.rowId, votes.claim))
        .where(and(eq(votes.account, me), after))
        .orderBy(asc(votes.at), asc(votes.claim))
        .limit(batch),
    ),
    voteHistory: await inBatches(voteEvents.rowId, (after) =>
      db
        .select({ key: voteEvents.rowId, claim, from: voteEvents.from, to: voteEvents.to, at: voteEvents.at })
        .from(voteEvents)
        .innerJoin(claims, eq(claims.rowId, voteEvents.claim))
        .where(and(eq(voteEvents.account, me), after))
        .orderBy(asc(voteEvents.rowId))
        .limit(batch),
    ),
    ratings: await inBatches(ratings.contribution, (after) =>
      db
        .select({ key: ratings.contribution, contribution, value: ratings.value, at: ratings.at })
        .from(ratings)
        .innerJoin(contributions, eq(contributions.rowId, ratings.contribution))
        .where(and(eq(ratings.account, me), after))
        .orderBy(asc(ratings.contribution))
        .limit(batch),
    ),
    ratingHistory: await inBatches(ratingEvents.rowId, (after) =>
      db
        .select({
          key: ratingEvents.rowId,
          contribution,
          from: ratingEvents.from,
          to: ratingEvents.to,
          at: ratingEvents.at,
        })
        .from(ratingEvents)
        .innerJoin(contributions, eq(contributions.rowId, ratingEvents.contribution))
        .where(and(eq(ratingEvents.account, me), after))
        .orderBy(asc(ratingEvents.rowId))
        .limit(batch),
    ),
    contributions: await inBatches(contributions.rowId, async (after) =>
      withWordings(
        ctx,
        await db
          .select({
            row: contributions,
            claim,
            parent: sql<
              string | null
            >`(select above.id from contributions above where above.row_id = ${contributions.parent})`,
          })
          .from(contributions)
          .innerJoin(claims, eq(claims.rowId, contributions.claim))
          .where(and(eq(contributions.author, me), after))
          .orderBy(asc(contributions.rowId))
          .limit(batch),
      ),
    ),
    flags: await inBatches(flags.rowId, (after) =>
      db
        .select({
          key: flags.rowId,
          contribution,
          reason: flags.reason,
          text: flags.text,
          at: flags.at,
          closedAt: flags.closedAt,
          outcome: flags.outcome,
        })
        .from(flags)
        .innerJoin(contributions, eq(contributions.rowId, flags.contribution))
        .where(and(eq(flags.account, me), after))
        .orderBy(asc(flags.rowId))
        .limit(batch),
    ),
    appeals: await inBatches(appeals.rowId, (after) =>
      db
        .select({
          key: appeals.rowId,
          contribution,
          text: appeals.text,
          at: appeals.at,
          state: appeals.state,
          answer: appeals.answer,
          answeredAt: appeals.answeredAt,
        })
        .from(appeals)
        .innerJoin(contributions, eq(contributions.rowId, appeals.contribution))
        .where(and(eq(contributions.author, me), eq(appeals.by, me), after))
        .orderBy(asc(appeals.rowId))
        .limit(batch),
    ),
    proposals: await inBatches(proposals.rowId, (after) =>
      db
        .select({
          key: proposals.rowId,
          id: proposals.id,
          essay: essays.slug,
          at: proposals.at,
          statement: proposals.statement,
          kind: proposals.kind,
          resolvesOn: proposals.resolvesOn,
          quote: { exact: proposals.quoteExact, prefix: proposals.quotePrefix, suffix: proposals.quoteSuffix },
          supports: sql<string | null>`(select c.id from claims c where c.row_id = ${proposals.supports})`,
          state: proposals.state,
          claim: sql<string | null>`(select c.id from claims c where c.row_id = ${proposals.claim})`,
        })
        .from(proposals)
        .innerJoin(essays, eq(essays.rowId, proposals.essay))
        .where(and(eq(proposals.by, me), after))
        .orderBy(asc(proposals.rowId))
        .limit(batch),
    ),
    heldByRules: await inBatches(holdCatches.rowId, (after) =>
      db
        .select({ key: holdCatches.rowId, rule: holdCatches.rule, outcome: holdCatches.outcome, at: holdCatches.at })
        .from(holdCatches)
        .where(and(eq(holdCatches.account, me), after))
        .orderBy(asc(holdCatches.rowId))
        .limit(batch),
    ),
    decisionsMade: await decisionsWhere(ctx, eq(decisions.by, me), [decisions.at, decisions.rowId]),
    decisionsAboutMe: await decisionsWhere(ctx, eq(decisions.account, me), decisions.rowId),
  };
}

/** Rows read at once: between two readings others have their turn. */
const batch = 500;

type Keyed = { key: number; at?: Date };
type Key = SQLiteColumn | [at: SQLiteColumn, key: SQLiteColumn];

/** All rows, however many, in the order of `key`; a time goes before the key where the index has it so. */
async function inBatches<Row extends Keyed>(
  key: Key,
  read: (after: SQL | undefined) => Promise<Row[]>,
): Promise<Omit<Row, "key">[]> {
  const all: Omit<Row, "key">[] = [];
  let last: Row | undefined;
  do {
    const rows = await read(last && afterRow(key, last));
    all.push(...rows.map(({ key: _, ...row }) => row));
    last = rows.length < batch ? undefined : rows.at(-1);
  } while (last);
  return all;
}

function afterRow(key: Key, { key: value, at }: Keyed): SQL | undefined {
  if (!Array.isArray(key)) return gt(key, value);
  return or(gt(key[0], at), and(eq(key[0], at), gt(key[1], value)));
}

type OwnRow = { row: typeof contributions.$inferSelect; claim: string; parent: string | null };

async function withWordings(ctx: Ctx, rows: OwnRow[]) {
  const wordings = await ctx.db
    .select()
    .from(revisions)
    .where(
      inArray(
        revisions.contribution,
        rows.map(({ row }) => row.rowId),
      ),
    )
    .orderBy(asc(revisions.contribution), asc(revisions.number));
  const of = new Map<number, typeof wordings>();
  for (const wording of wordings) of.set(wording.contribution, [...(of.get(wording.contribution) ?? []), wording]);
  return rows.map(({ row, claim, parent }) => ({
    key: row.rowId,
    ...{ id: row.id, kind: row.kind, stance: row.stance, state: row.state },
    ...{ claim, parent, createdAt: row.createdAt, editedAt: row.editedAt },
    // Internal keys stay inside; a wording by somebody else is not the viewer's data.
    revisions: (of.get(row.rowId) ?? [])
      .filter((wording) => wording.by === row.author)
      .map(({ rowId: _, contribution: __, by: ___, ...wording }) => wording),
  }));
}

/** An archived copy's address leads to the source: of what was taken down or is held, not even who attached it is told. */
const said = (column: SQLiteColumn) => sql<string | null>`case
  when ${decisions.action} = 'archive' and ${contributions.state} in ('held', 'withdrawn', 'removed') then null
  else ${column} end`;

const decisionsWhere = (ctx: Ctx, which: SQL, key: Key) =>
  inBatches(key, (after) =>
    ctx.db
      .select({
        key: decisions.rowId,
        id: decisions.id,
        at: decisions.at,
        action: decisions.action,
        byRole: decisions.byRole,
        contribution: contributions.id,
        claim: claims.id,
        from: said(decisions.from),
        to: said(decisions.to),
        reasonCode: decisions.reasonCode,
        reasonText: decisions.reasonText,
      })
      .from(decisions)
      .leftJoin(contributions, eq(contributions.rowId, decisions.contribution))
      .leftJoin(claims, eq(claims.rowId, decisions.claim))
      .where(and(which, after))
      .orderBy(...(Array.isArray(key) ? key : [key]).map((column) => asc(column)))
      .limit(batch),
  );
