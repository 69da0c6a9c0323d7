import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { roles } from "../words";
import { instant, publicId, rowId } from "./columns";
import { essays } from "./essays";

export const accounts = sqliteTable(
  "accounts",
  {
    rowId: rowId(),
    id: publicId(),
    name: text("name").notNull().unique(),
    /** What the name looks like to an eye (UTS #39 skeleton); unique, so that no two names can be taken for each other. */
    nameSkeleton: text("name_skeleton").notNull().unique(),
    email: text("email").unique(),
    emailVerifiedAt: instant("email_verified_at"),
    /** argon2id, in its own encoded form; null for somebody who signs in by other ways only. */
    passwordHash: text("password_hash"),
    role: text("role", { enum: roles }).notNull().default("member"),
    /** The one essay that this curator may decide about; null where it is all of them. */
    curates: integer("curates").references((): AnySQLiteColumn => essays.rowId),
    showsVotes: integer("shows_votes", { mode: "boolean" }).notNull().default(false),
    createdAt: instant("created_at").notNull(),
    /** Up to when the inbox was read; null where it never was. */
    inboxReadAt: instant("inbox_read_at"),
    bannedAt: instant("banned_at"),
    bannedUntil: instant("banned_until"),
    banReason: text("ban_reason"),
    /** Whether what they attached is held while the ban lasts. */
    banHides: integer("ban_hides", { mode: "boolean" }).notNull().default(false),
    /** Of the flags they raised: how many were decided, and how many of those were upheld. Recounted. */
    flagsDecided: integer("flags_decided").notNull().default(0),
    flagsUpheld: integer("flags_upheld").notNull().default(0),
    /** A deleted account keeps its row, without name, mail or password, for what it attached to hang on. */
    deletedAt: instant("deleted_at"),
  },
  (t) => [index("accounts_staff").on(t.role).where(sql`role <> 'member'`)],
);

/** A way of signing in beside the password: `github`, `google`, `oidc`. */
export const identities = sqliteTable(
  "identities",
  {
    rowId: rowId(),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    provider: text("provider").notNull(),
    subject: text("subject").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("identities_subject").on(t.provider, t.subject), index("identities_account").on(t.account)],
);

export const sessions = sqliteTable(
  "sessions",
  {
    rowId: rowId(),
    id: publicId(),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("sessions_account").on(t.account)],
);

/** Personal API tokens. Only the SHA-256 of the secret is kept. */
export const tokens = sqliteTable(
  "tokens",
  {
    rowId: rowId(),
    id: publicId(),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    name: text("name").notNull(),
    secretHash: text("secret_hash").notNull().unique(),
    scope: text("scope", { enum: ["read", "write"] }).notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("tokens_account").on(t.account)],
);

/** One-time secrets sent out: mail links, the link that makes the first admin. Only hashes are kept. */
export const oneTimeLinks = sqliteTable("one_time_links", {
  rowId: rowId(),
  purpose: text("purpose", { enum: ["mail", "first-admin", "reset"] }).notNull(),
  /** Whom it is for: a mail address, or an account's name. */
  subject: text("subject").notNull(),
  secretHash: text("secret_hash").notNull().unique(),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
});
