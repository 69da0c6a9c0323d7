import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { claimKinds, locks } from "../words";
import { accounts } from "./accounts";
import { instant, publicId, rowId } from "./columns";
import { essays, sections } from "./essays";

export const claims = sqliteTable(
  "claims",
  {
    rowId: rowId(),
    id: publicId(),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    section: integer("section")
      .notNull()
      .references(() => sections.rowId),
    /** Reading order within the essay, across its sections. Below 0: a claim whose split or making was undone, which has no place. */
    position: integer("position").notNull(),
    slug: text("slug").notNull(),
    kind: text("kind", { enum: claimKinds }).notNull(),
    statement: text("statement").notNull(),
    quoteExact: text("quote_exact").notNull(),
    quotePrefix: text("quote_prefix").notNull().default(""),
    quoteSuffix: text("quote_suffix").notNull().default(""),
    /** The day (YYYY-MM-DD) on which a prediction resolves. */
    resolvesOn: text("resolves_on"),
    lock: text("lock", { enum: locks }).notNull().default("open"),
    lockReason: text("lock_reason"),
    lockedUntil: instant("locked_until"),
    /** Also the number of its current wording in `claim_revisions`. */
    version: integer("version").notNull().default(1),
    /** The number of the first revision that reads as the current one does: what a vote is about. */
    wording: integer("wording").notNull().default(1),
    /**
     * The claim it went into, which itself stands; its address leads there, and lists pass it over. Itself, where its
     * making was undone: then it is nowhere.
     */
    mergedInto: integer("merged_into").references((): AnySQLiteColumn => claims.rowId),
    /** The claim that it was a part of. */
    splitFrom: integer("split_from").references((): AnySQLiteColumn => claims.rowId),
    /** The public id of the claim that it says in another language: that one need not be here, and may come later. */
    translates: text("translates"),
    createdAt: instant("created_at").notNull(),
    agree: integer("agree").notNull().default(0),
    disagree: integer("disagree").notNull().default(0),
    unsure: integer("unsure").notNull().default(0),
    /** Of the votes: how many were given to another wording, or to a claim that went into this one. */
    earlierWording: integer("earlier_wording").notNull().default(0),
    /** Contributions of any depth that count (see `countedStates`). */
    supporting: integer("supporting").notNull().default(0),
    contradicting: integer("contradicting").notNull().default(0),
    rebuttals: integer("rebuttals").notNull().default(0),
  },
  (t) => [
    uniqueIndex("claims_position").on(t.essay, t.position),
    index("claims_section").on(t.section),
    index("claims_merged").on(t.mergedInto),
    index("claims_split").on(t.splitFrom).where(sql`split_from is not null`),
    index("claims_translations").on(t.translates).where(sql`translates is not null`),
    index("claims_resolves").on(t.resolvesOn).where(sql`resolves_on is not null and merged_into is null`),
    index("claims_asking").on(t.rowId).where(sql`earlier_wording > 0`),
  ],
);

/** The essay's own reasoning: `claim` is used to support `supports`. */
export const claimSupports = sqliteTable(
  "claim_supports",
  {
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    supports: integer("supports")
      .notNull()
      .references(() => claims.rowId),
  },
  (t) => [primaryKey({ columns: [t.claim, t.supports] }), index("claim_supports_supports").on(t.supports)],
);

/** Every wording a claim has had. The newest is the current one, and stands in `claims` too. */
export const claimRevisions = sqliteTable(
  "claim_revisions",
  {
    rowId: rowId(),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    number: integer("number").notNull(),
    /** Null where it came with the essay. */
    by: integer("by").references(() => accounts.rowId),
    at: instant("at").notNull(),
    statement: text("statement").notNull(),
    kind: text("kind", { enum: claimKinds }).notNull(),
    resolvesOn: text("resolves_on"),
    /** The number of the first revision that reads the same: its own, but for one that goes back to how it was. */
    wording: integer("wording").notNull().default(1),
  },
  (t) => [uniqueIndex("claim_revisions_number").on(t.claim, t.number)],
);
