import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { appealStates, decisionActions, roles } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant, publicId, rowId } from "./columns";
import { contributions } from "./contributions";
import { essays } from "./essays";
import { proposals } from "./proposals";

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
    action: text("action", { enum: decisionActions }).notNull(),
    essay: integer("essay").references(() => essays.rowId),
    contribution: integer("contribution").references(() => contributions.rowId),
    claim: integer("claim").references(() => claims.rowId),
    account: integer("account").references(() => accounts.rowId),
    proposal: integer("proposal").references(() => proposals.rowId),
    /** Whose contribution or proposal it is about, and who is told of it; null where they decided it themself. */
    concerns: integer("concerns").references(() => accounts.rowId),
    /** The domain of a source that was graded, or the name of a setting that was changed. */
    subject: text("subject"),
    from: text("from"),
    to: text("to"),
    reasonCode: text("reason_code"),
    reasonText: text("reason_text"),
    /** The reason that `from` had, for an undo to put back. */
    fromReasonCode: text("from_reason_code"),
    fromReasonText: text("from_reason_text"),
    /** The contribution or the claim that it was merged into, or split into. */
    intoContribution: integer("into_contribution").references((): AnySQLiteColumn => contributions.rowId),
    intoClaim: integer("into_claim").references((): AnySQLiteColumn => claims.rowId),
    /** When a lock or a ban ends by itself. */
    until: instant("until"),
    undoes: integer("undoes").references((): AnySQLiteColumn => decisions.rowId),
    /** What an undo puts back beside the columns above; never shown. */
    before: text("before", { mode: "json" }),
    /** How long what was decided about had waited, in ms; null where it did not wait. */
    waited: integer("waited"),
  },
  (t) => [
    index("decisions_contribution").on(t.contribution, t.rowId),
    index("decisions_claim").on(t.claim, t.rowId),
    index("decisions_of_claim").on(t.claim, t.rowId).where(sql`contribution is null`),
    index("decisions_into_claim").on(t.intoClaim, t.rowId).where(sql`into_claim is not null`),
    index("decisions_proposal").on(t.proposal, t.rowId).where(sql`proposal is not null`),
    index("decisions_account").on(t.account, t.rowId),
    index("decisions_essay").on(t.essay, t.rowId),
    index("decisions_subject").on(t.subject, t.rowId).where(sql`subject is not null`),
    index("decisions_action").on(t.action, t.rowId),
    index("decisions_by").on(t.by, t.at),
    index("decisions_role").on(t.byRole, t.rowId),
    index("decisions_reason").on(t.reasonCode, t.rowId).where(sql`reason_code is not null`),
    index("decisions_at").on(t.at),
    index("decisions_concerns").on(t.concerns, t.at, t.id).where(sql`concerns is not null`),
    index("decisions_undoes").on(t.undoes).where(sql`undoes is not null`),
  ],
);

/** What a merge or a split took along, and where it was before: for an undo to put back. */
export const moves = sqliteTable(
  "moves",
  {
    decision: integer("decision")
      .notNull()
      .references(() => decisions.rowId),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    fromClaim: integer("from_claim")
      .notNull()
      .references(() => claims.rowId),
    fromParent: integer("from_parent").references(() => contributions.rowId),
    /** Whose contribution it is: whoever is told that it moved. */
    author: integer("author").references(() => accounts.rowId),
  },
  (t) => [
    primaryKey({ columns: [t.decision, t.contribution] }),
    index("moves_author").on(t.author, t.decision).where(sql`author is not null`),
  ],
);

/** One appeal a decision: its author asks, somebody who did not decide answers. */
export const appeals = sqliteTable(
  "appeals",
  {
    rowId: rowId(),
    id: publicId(),
    decision: integer("decision")
      .notNull()
      .unique()
      .references(() => decisions.rowId),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    by: integer("by")
      .notNull()
      .references(() => accounts.rowId),
    at: instant("at").notNull(),
    text: text("text").notNull(),
    /** Its own row of the log, which shows `text` unless that is hidden: it could repeat what was removed. */
    logged: integer("logged")
      .unique()
      .references((): AnySQLiteColumn => decisions.rowId),
    hidden: integer("hidden", { mode: "boolean" }).notNull().default(false),
    state: text("state", { enum: appealStates }).notNull().default("open"),
    /** Who made the decision: somebody else answers, and they are told how it ended. */
    decidedBy: integer("decided_by").references(() => accounts.rowId),
    answeredBy: integer("answered_by").references(() => accounts.rowId),
    answeredAt: instant("answered_at"),
    answer: text("answer"),
  },
  (t) => [
    index("appeals_state").on(t.state, t.at),
    index("appeals_contribution").on(t.contribution),
    index("appeals_decided").on(t.decidedBy, t.answeredAt, t.id).where(sql`answered_at is not null`),
  ],
);
