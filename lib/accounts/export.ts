import { asc, eq } from "drizzle-orm";
import {
  accounts,
  claims,
  contributions,
  decisions,
  flags,
  identities,
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
  const own = await db
    .select()
    .from(contributions)
    .where(eq(contributions.author, me))
    .orderBy(asc(contributions.rowId));
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
    sessions: await db
      .select({
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expiresAt,
        revokedAt: sessions.revokedAt,
      })
      .from(sessions)
      .where(eq(sessions.account, me)),
    tokens: await db
      .select({
        name: tokens.name,
        scope: tokens.scope,
        createdAt: tokens.createdAt,
        lastUsedAt: tokens.lastUsedAt,
        revokedAt: tokens.revokedAt,
      })
      .from(tokens)
      .where(eq(tokens.account, me)),
    votes: await db
      .select({ claim, value: votes.value, at: votes.at })
      .from(votes)
      .innerJoin(claims, eq(claims.rowId, votes.claim))
      .where(eq(votes.account, me)),
    voteHistory: await db
      .select({ claim, from: voteEvents.from, to: voteEvents.to, at: voteEvents.at })
      .from(voteEvents)
      .innerJoin(claims, eq(claims.rowId, voteEvents.claim))
      .where(eq(voteEvents.account, me))
      .orderBy(asc(voteEvents.rowId)),
    ratings: await db
      .select({ contribution, value: ratings.value, at: ratings.at })
      .from(ratings)
      .innerJoin(contributions, eq(contributions.rowId, ratings.contribution))
      .where(eq(ratings.account, me)),
    ratingHistory: await db
      .select({ contribution, from: ratingEvents.from, to: ratingEvents.to, at: ratingEvents.at })
      .from(ratingEvents)
      .innerJoin(contributions, eq(contributions.rowId, ratingEvents.contribution))
      .where(eq(ratingEvents.account, me))
      .orderBy(asc(ratingEvents.rowId)),
    contributions: await Promise.all(own.map((row) => exportContribution(ctx, row))),
    flags: await db
      .select({ contribution, reason: flags.reason, text: flags.text, at: flags.at, closedAt: flags.closedAt })
      .from(flags)
      .innerJoin(contributions, eq(contributions.rowId, flags.contribution))
      .where(eq(flags.account, me)),
    decisionsMade: await decisionsWhere(ctx, eq(decisions.by, me)),
    decisionsAboutMe: await decisionsWhere(ctx, eq(decisions.account, me)),
  };
}

async function exportContribution(ctx: Ctx, row: typeof contributions.$inferSelect) {
  const [claim] = await ctx.db.select({ id: claims.id }).from(claims).where(eq(claims.rowId, row.claim));
  const [parent] =
    row.parent === null
      ? []
      : await ctx.db.select({ id: contributions.id }).from(contributions).where(eq(contributions.rowId, row.parent));
  const wordings = await ctx.db
    .select()
    .from(revisions)
    .where(eq(revisions.contribution, row.rowId))
    .orderBy(asc(revisions.number));
  return {
    ...{ id: row.id, kind: row.kind, stance: row.stance, state: row.state },
    ...{ claim: claim?.id ?? null, parent: parent?.id ?? null, createdAt: row.createdAt, editedAt: row.editedAt },
    // Internal keys stay inside; a wording by somebody else is not the viewer's data.
    revisions: wordings
      .filter((wording) => wording.by === row.author)
      .map(({ rowId: _, contribution: __, by: ___, ...wording }) => wording),
  };
}

const decisionsWhere = (ctx: Ctx, which: ReturnType<typeof eq>) =>
  ctx.db
    .select({
      id: decisions.id,
      at: decisions.at,
      action: decisions.action,
      byRole: decisions.byRole,
      contribution: contributions.id,
      claim: claims.id,
      from: decisions.from,
      to: decisions.to,
      reasonCode: decisions.reasonCode,
      reasonText: decisions.reasonText,
    })
    .from(decisions)
    .leftJoin(contributions, eq(contributions.rowId, decisions.contribution))
    .leftJoin(claims, eq(claims.rowId, decisions.claim))
    .where(which)
    .orderBy(asc(decisions.rowId));
