import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flagOutcomes, flagReasons } from "../words";
import { accounts } from "./accounts";
import { instant, publicId, rowId } from "./columns";
import { contributions } from "./contributions";
import { decisions } from "./decisions";

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
    /** The contribution's revision that was flagged. */
    revision: integer("revision").notNull().default(1),
    /** When a decision answered it; null while it waits. */
    closedAt: instant("closed_at"),
    closedBy: integer("closed_by").references((): AnySQLiteColumn => decisions.rowId),
    outcome: text("outcome", { enum: flagOutcomes }),
  },
  (t) => [
    uniqueIndex("flags_open").on(t.contribution, t.account).where(sql`closed_at is null`),
    index("flags_waiting").on(t.closedAt, t.at),
    index("flags_contribution").on(t.contribution, t.closedAt),
    index("flags_reason").on(t.reason, t.contribution).where(sql`closed_at is null`),
    index("flags_account").on(t.account, t.closedAt),
    index("flags_closed_by").on(t.closedBy).where(sql`closed_by is not null`),
  ],
);
