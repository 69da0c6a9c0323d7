import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { accounts, claims, contributions, essays, identities, revisions, sessions, tokens, votes } from "@/db/schema";
import type { ClaimLink } from "@/lib/claims/claims";
import { firstOfEach } from "@/lib/contributions/stretches";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { authorize, may } from "@/lib/policy/policy";
import type { VoteValue } from "@/lib/votes/votes";
import type { Attached, ListedAccount } from "./accounts";
import { isBanned, type Role } from "./accounts";
import { normalName, skeletonOf } from "./names";

const pageSize = 30;

/** A page of a list and where the next one begins: the public id of the last item, or null at the end. */
export type Page<T> = { items: T[]; nextCursor: string | null };

const pageOf = <T>(rows: T[], cursorOf: (row: T) => string): Page<T> => {
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > pageSize && last !== undefined ? cursorOf(last) : null };
};

export type CastVote = { claim: ClaimLink; value: VoteValue; at: Date };

export type Profile = {
  id: string;
  name: string;
  role: Role;
  createdAt: Date;
  banned: boolean;
  attached: Page<Attached>;
  /** Null where the person does not show how they voted. */
  votes: Page<CastVote> | null;
};

/** What everybody may see of a person. `after` and `votesAfter` are the cursors of its two lists. */
export async function profile(
  ctx: Ctx,
  name: string,
  { after, votesAfter }: { after?: string | undefined; votesAfter?: string | undefined } = {},
): Promise<Profile> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.name, normalName(name)), isNull(accounts.deletedAt)));
  if (!account) throw notFound("account");
  return {
    id: account.id,
    name: account.name,
    role: account.role,
    createdAt: account.createdAt,
    banned: isBanned(account, ctx.now),
    attached: await attachedBy(ctx, account.rowId, after),
    votes: account.showsVotes ? await votesOf(ctx, account.rowId, votesAfter) : null,
  };
}

/** What a profile lists: whatever is shown in its place to everybody. */
const shownStates = ["unreviewed", "accepted", "needs-source", "rejected"] as const;
const textLength = 280;

async function attachedBy(ctx: Ctx, account: number, after: string | undefined): Promise<Page<Attached>> {
  const before =
    after === undefined
      ? undefined
      : ctx.db.select({ rowId: contributions.rowId }).from(contributions).where(eq(contributions.id, after));
  const own = and(eq(contributions.author, account), before && lt(contributions.rowId, before));
  const shown = shownStates.map((state) => sql`${own} and ${eq(contributions.state, state)}`);
  const newest = [desc(contributions.rowId)];
  const rows = await ctx.db
    .select({
      id: contributions.id,
      kind: contributions.kind,
      stance: contributions.stance,
      state: contributions.state,
      text: sql<string>`substr(${revisions.text}, 1, ${textLength})`,
      sourceTitle: revisions.sourceTitle,
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      createdAt: contributions.createdAt,
    })
    .from(contributions)
    .innerJoin(
      revisions,
      and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
    )
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .where(inArray(contributions.rowId, firstOfEach(shown, newest, pageSize + 1)))
    .orderBy(...newest)
    .limit(pageSize + 1);
  return pageOf(rows, (row) => row.id);
}

async function votesOf(ctx: Ctx, account: number, after: string | undefined): Promise<Page<CastVote>> {
  const [last] =
    after === undefined
      ? []
      : await ctx.db
          .select({ at: votes.at, claim: votes.claim })
          .from(votes)
          .innerJoin(claims, eq(claims.rowId, votes.claim))
          .where(and(eq(votes.account, account), eq(claims.id, after)));
  const rows = await ctx.db
    .select({
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      value: votes.value,
      at: votes.at,
    })
    .from(votes)
    .innerJoin(claims, eq(claims.rowId, votes.claim))
    .where(
      and(
        eq(votes.account, account),
        isNull(claims.mergedInto),
        last && or(lt(votes.at, last.at), and(eq(votes.at, last.at), lt(votes.claim, last.claim))),
      ),
    )
    .orderBy(desc(votes.at), desc(votes.claim))
    .limit(pageSize + 1);
  return pageOf(rows, (row) => row.claim.id);
}

export type OwnSession = { id: string; userAgent: string | null; createdAt: Date; lastSeenAt: Date; current: boolean };

/** The viewer's sessions that are open, the last used first. */
export async function sessionsOf(ctx: Ctx): Promise<OwnSession[]> {
  const viewer = authorize(ctx, "account.read");
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.account, viewer.rowId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
    ...{ id, userAgent, createdAt, lastSeenAt },
    current: id === viewer.session,
  }));
}

export type OwnToken = {
  id: string;
  name: string;
  scope: "read" | "write";
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The viewer's personal tokens that still work, the newest first. */
export async function tokensOf(ctx: Ctx): Promise<OwnToken[]> {
  const viewer = authorize(ctx, "account.read");
  return ctx.db
    .select({
      id: tokens.id,
      name: tokens.name,
      scope: tokens.scope,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
    })
    .from(tokens)
    .where(and(eq(tokens.account, viewer.rowId), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.rowId));
}

export type Settings = {
  name: string;
  email: string | null;
  hasPassword: boolean;
  showsVotes: boolean;
  banned: { until: Date | null; reason: string | null } | null;
  identities: string[];
  sessions: OwnSession[];
  tokens: OwnToken[];
};

export async function settingsOf(ctx: Ctx): Promise<Settings> {
  const viewer = authorize(ctx, "account.read");
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, viewer.rowId));
  if (!account) throw notFound("account");
  const linked = await ctx.db
    .select({ provider: identities.provider })
    .from(identities)
    .where(eq(identities.account, viewer.rowId));
  return {
    name: account.name,
    email: account.email,
    hasPassword: account.passwordHash !== null,
    showsVotes: account.showsVotes,
    banned: isBanned(account, ctx.now) ? { until: account.bannedUntil, reason: account.banReason } : null,
    identities: linked.map((identity) => identity.provider),
    sessions: await sessionsOf(ctx),
    tokens: await tokensOf(ctx),
  };
}

/** The accounts there are, the newest first; by the beginning of the name or by role. */
export async function listAccounts(
  ctx: Ctx,
  { name, role, after }: { name?: string | undefined; role?: Role | undefined; after?: string | undefined } = {},
): Promise<Page<ListedAccount>> {
  authorize(ctx, "account.list");
  const before =
    after === undefined
      ? undefined
      : ctx.db.select({ rowId: accounts.rowId }).from(accounts).where(eq(accounts.id, after));
  const wanted =
    name === undefined || name === "" ? undefined : `${skeletonOf(normalName(name)).replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await listedRows(ctx)
    .where(
      and(
        isNull(accounts.deletedAt),
        wanted === undefined ? undefined : sql`${accounts.nameSkeleton} like ${wanted} escape '\\'`,
        role && eq(accounts.role, role),
        before && lt(accounts.rowId, before),
      ),
    )
    .orderBy(desc(accounts.rowId))
    .limit(pageSize + 1);
  return pageOf(
    rows.map((row) => listed(ctx, row)),
    (row) => row.id,
  );
}

/** One account by its name, for whoever curates. */
export async function accountForDesk(ctx: Ctx, name: string): Promise<ListedAccount> {
  authorize(ctx, "queue.read");
  const [row] = await listedRows(ctx).where(and(eq(accounts.name, normalName(name)), isNull(accounts.deletedAt)));
  if (!row) throw notFound("account");
  return listed(ctx, row);
}

const listedRows = (ctx: Ctx) =>
  ctx.db
    .select({ account: accounts, curates: { slug: essays.slug, title: essays.title } })
    .from(accounts)
    .leftJoin(essays, eq(essays.rowId, accounts.curates))
    .$dynamic();

function listed(ctx: Ctx, { account, curates }: Awaited<ReturnType<typeof listedRows>>[number]): ListedAccount {
  const { id, name, role, createdAt, bannedUntil: until, banReason: reason, banHides: hides } = account;
  return {
    ...{ id, name, role, curates, createdAt },
    banned: isBanned(account, ctx.now) ? { until, reason, hides } : null,
    mayBan: may(ctx, "account.ban", { account }),
    mayGrant: may(ctx, "account.grant", { account }),
  };
}
