import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts, sessions, tokens } from "@/db/schema";
import { isBanned, sessionLifetime, type Viewer } from "@/lib/accounts/accounts";
import { hashOfSecret, tokenPrefix } from "@/lib/accounts/secrets";
import { log } from "@/lib/log";
import { cookiesIn, sessionCookieName, sessionIdIn } from "./session-cookie";

/**
 * Who sent a request, by its session cookie or its bearer token; null for a stranger. Knows nothing of Next. One look-up
 * at each request, so that a sign-out, a ban and a change of role hold at once.
 */
export async function viewerOf(
  request: { cookie: string | null | undefined; authorization: string | null | undefined },
  db: Database,
  now: Date,
): Promise<Viewer | null> {
  const bearer = request.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
  if (bearer !== undefined) return bearer.startsWith(tokenPrefix) ? viewerByToken(bearer, db, now) : null;
  const cookie = cookiesIn(request.cookie)[sessionCookieName()];
  const session = cookie && (await sessionIdIn(cookie, now));
  return session ? viewerBySession(session, db, now) : null;
}

const person = {
  rowId: accounts.rowId,
  id: accounts.id,
  name: accounts.name,
  role: accounts.role,
  bannedAt: accounts.bannedAt,
  bannedUntil: accounts.bannedUntil,
};

const prepare = (db: Database) => ({
  bySession: db
    .select({ ...person, session: sessions.rowId, expiresAt: sessions.expiresAt, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.rowId, sessions.account))
    .where(and(eq(sessions.id, sql.placeholder("id")), isNull(sessions.revokedAt), isNull(accounts.deletedAt)))
    .prepare(),
  byToken: db
    .select({ ...person, token: tokens.id, tokenRow: tokens.rowId, scope: tokens.scope, lastUsedAt: tokens.lastUsedAt })
    .from(tokens)
    .innerJoin(accounts, eq(accounts.rowId, tokens.account))
    .where(and(eq(tokens.secretHash, sql.placeholder("hash")), isNull(tokens.revokedAt), isNull(accounts.deletedAt)))
    .prepare(),
});

const prepared = new WeakMap<Database, ReturnType<typeof prepare>>();

function statements(db: Database) {
  const known = prepared.get(db);
  if (known) return known;
  const made = prepare(db);
  prepared.set(db, made);
  return made;
}

async function viewerBySession(id: string, db: Database, now: Date): Promise<Viewer | null> {
  const [row] = await statements(db).bySession.execute({ id });
  if (!row || row.expiresAt <= now) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > seenEvery) noteInBackground(() => noteSession(db, row.session, now));
  return { ...viewerFrom(row, now), session: id, scope: "write" };
}

async function viewerByToken(secret: string, db: Database, now: Date): Promise<Viewer | null> {
  const [row] = await statements(db).byToken.execute({ hash: hashOfSecret(secret) });
  if (!row) return null;
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > seenEvery) {
    noteInBackground(() => noteToken(db, row.tokenRow, now));
  }
  return { ...viewerFrom(row, now), session: row.token, scope: row.scope };
}

type PersonRow = Pick<typeof accounts.$inferSelect, keyof typeof person>;

const viewerFrom = (row: PersonRow, now: Date) => ({
  rowId: row.rowId,
  id: row.id,
  name: row.name,
  role: row.role,
  banned: isBanned(row, now),
});

/** When somebody was last seen is kept to the hour: noting it is a write, and reading should not wait for one. */
const seenEvery = 60 * 60 * 1000;

function noteInBackground(note: () => Promise<unknown>) {
  note().catch((error) => log.debug({ error }, "when a session was last seen could not be noted"));
}

const noteSession = (db: Database, rowId: number, now: Date) =>
  db.write((tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now, expiresAt: new Date(now.getTime() + sessionLifetime) })
      .where(and(eq(sessions.rowId, rowId), lt(sessions.lastSeenAt, now))),
  );

const noteToken = (db: Database, rowId: number, now: Date) =>
  db.write((tx) => tx.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.rowId, rowId)));
