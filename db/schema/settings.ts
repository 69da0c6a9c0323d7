import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { grades } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant, rowId } from "./columns";
import { contributions } from "./contributions";

/** Where an admin changed a hold rule: the rules themselves, and what holds where nothing is said here, are code. */
export const holdRules = sqliteTable("hold_rules", {
  code: text("code").primaryKey(),
  enabled: integer("enabled", { mode: "boolean" }).notNull(),
  threshold: real("threshold"),
});

/** What a hold rule caught: a contribution that it held, or one that it refused and that is nowhere. */
export const holdCatches = sqliteTable(
  "hold_catches",
  {
    rowId: rowId(),
    rule: text("rule").notNull(),
    outcome: text("outcome", { enum: ["held", "refused"] }).notNull(),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    contribution: integer("contribution").references(() => contributions.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    at: instant("at").notNull(),
  },
  (t) => [index("hold_catches_rule").on(t.rule, t.at), index("hold_catches_account").on(t.account, t.rowId)],
);

/** The reasons that a curator can give, as an admin worded them. Retired ones go on naming what they were given for. */
export const reasons = sqliteTable(
  "reasons",
  {
    list: text("list", { enum: ["reject", "remove"] }).notNull(),
    code: text("code").notNull(),
    label: text("label").notNull(),
    position: integer("position").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [primaryKey({ columns: [t.list, t.code] })],
);

/** What this Moot makes of a source's domain. What it was before stands in the log. */
export const sourceGrades = sqliteTable("source_grades", {
  domain: text("domain").primaryKey(),
  grade: text("grade", { enum: grades }).notNull(),
  rationale: text("rationale").notNull(),
  by: integer("by")
    .notNull()
    .references(() => accounts.rowId),
  at: instant("at").notNull(),
});
