import type { Row, Value } from "@libsql/client";
import { and, eq, lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sessions, tokens } from "@/db/schema";
import { isBanned, roles, sessionLifetime, type Viewer } from "@/lib/accounts/accounts";
import { hashOfSecret, tokenPrefix } from "@/lib/accounts/secrets";
import { log } from "@/lib/log";
import { cookiesIn } from "./cookies";
import { sessionCookieName, sessionIdIn } from "./session-cookie";

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

const person = "a.row_id, a.id, a.name, a.role, a.curates, a.banned_at, a.banned_until, a.ban_reason";

// Written out, and read without Drizzle, which would take longer than SQLite does: it stands before every vote.
const bySession = `
  select ${person}, s.row_id as session_row, s.expires_at, s.last_seen_at
  from sessions s join accounts a on a.row_id = s.account
  where s.id = ? and s.revoked_at is null and a.deleted_at is null`;
const byToken = `
  select ${person}, t.row_id as token_row, t.scope, t.last_used_at
  from tokens t join accounts a on a.row_id = t.account
  where t.secret_hash = ? and t.revoked_at is null and a.deleted_at is null`;

async function viewerBySession(id: string, db: Database, now: Date): Promise<Viewer | null> {
  const [row] = (await db.clients.reader.execute({ sql: bySession, args: [id] })).rows;
  if (!row || Number(row.expires_at) <= now.getTime()) return null;
  if (now.getTime() - Number(row.last_seen_at) > seenEvery) {
    noteInBackground(() => noteSession(db, Number(row.session_row), now));
  }
  return viewerFrom(row, now, { session: id, scope: "write" });
}

async function viewerByToken(secret: string, db: Database, now: Date): Promise<Viewer | null> {
  const [row] = (await db.clients.reader.execute({ sql: byToken, args: [hashOfSecret(secret)] })).rows;
  if (!row) return null;
  if (now.getTime() - Number(row.last_used_at ?? 0) > seenEvery) {
    noteInBackground(() => noteToken(db, Number(row.token_row), now));
  }
  return viewerFrom(row, now, { session: null, scope: row.scope === "write" ? "write" : "read", byToken: true });
}

function viewerFrom(row: Row, now: Date, means: Pick<Viewer, "session" | "scope" | "byToken">): Viewer {
  const role = roles.find((role) => role === row.role) ?? "member";
  const until = instant(row.banned_until);
  const banned = isBanned({ bannedAt: instant(row.banned_at), bannedUntil: until }, now);
  return {
    rowId: Number(row.row_id),
    id: String(row.id),
    name: String(row.name),
    role,
    curates: role === "curator" && row.curates != null ? Number(row.curates) : null,
    banned,
    ban: banned ? { until, reason: row.ban_reason === null ? null : String(row.ban_reason) } : null,
    ...means,
  };
}

const instant = (value: Value | undefined) => (value == null ? null : new Date(Number(value)));

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
