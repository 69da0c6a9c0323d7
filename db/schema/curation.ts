import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flagReasons, roles } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant, publicId, rowId } from "./columns";
import { contributions } from "./contributions";

export const flags = sqliteTable(
  "flags",
  {
    rowId: rowId(),
    id: publicId(),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    reason: text("reason", { enum: flagReasons }).notNull(),
    text: text("text").notNull().default(""),
    at: instant("at").notNull(),
    /** When a decision answered it; null while it waits. */
    closedAt: instant("closed_at"),
    closedBy: integer("closed_by").references((): AnySQLiteColumn => decisions.rowId),
  },
  (t) => [
    uniqueIndex("flags_open").on(t.contribution, t.account).where(sql`closed_at is null`),
    index("flags_waiting").on(t.closedAt, t.at),
  ],
);

/** The log: one row a decision, appended in the decision's own transaction, never changed. */
export const decisions = sqliteTable(
  "decisions",
  {
    rowId: rowId(),
    id: publicId(),
    at: instant("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => accounts.rowId),
    byRole: text("by_role", { enum: roles }).notNull(),
    action: text("action", {
      enum: ["decide", "undo", "withdraw", "resubmit", "lock", "unlock", "ban", "unban", "role"],
    }).notNull(),
    contribution: integer("contribution").references(() => contributions.rowId),
    claim: integer("claim").references(() => claims.rowId),
    account: integer("account").references(() => accounts.rowId),
    from: text("from"),
    to: text("to"),
    reasonCode: text("reason_code"),
    reasonText: text("reason_text"),
    /** The reason that `from` had, for an undo to put back. */
    fromReasonCode: text("from_reason_code"),
    fromReasonText: text("from_reason_text"),
    /** When a lock or a ban ends by itself. */
    until: instant("until"),
    undoes: integer("undoes").references((): AnySQLiteColumn => decisions.rowId),
  },
  (t) => [
    index("decisions_contribution").on(t.contribution, t.rowId),
    index("decisions_claim").on(t.claim, t.rowId),
    index("decisions_account").on(t.account, t.rowId),
  ],
);
