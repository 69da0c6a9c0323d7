import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { contributionKinds, quoteChecks, sourceTypes, stances, states } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant, publicId, rowId } from "./columns";

/** Withdrawn or removed, and shown in its place because something shown hangs on it. In the words that SQLite knows its indexes by. */
export const isTombstone = sql`listed = 1 and state in ('withdrawn', 'removed')`;

/**
 * The narrow row that lists are read and sorted by. What a person wrote is in `revisions`, so that a rating or a
 * decision never rewrites a text.
 */
export const contributions = sqliteTable(
  "contributions",
  {
    rowId: rowId(),
    id: publicId(),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    /** The contribution it answers; null where it answers the claim itself. */
    parent: integer("parent").references((): AnySQLiteColumn => contributions.rowId),
    depth: integer("depth").notNull(),
    kind: text("kind", { enum: contributionKinds }).notNull(),
    stance: text("stance", { enum: stances }).notNull(),
    author: integer("author")
      .notNull()
      .references(() => accounts.rowId),
    /** Somebody else who wrote what it answered when it came, and is told of it; null where it answered the claim. */
    answersTo: integer("answers_to").references(() => accounts.rowId),
    /** Since when others see it; null while it is held. */
    shownAt: instant("shown_at"),
    state: text("state", { enum: states }).notNull(),
    stateReasonCode: text("state_reason_code"),
    stateReasonText: text("state_reason_text"),
    /** Derived (`isListed` in lib/contributions): whether lists show it in its place. Kept for the indexes below. */
    listed: integer("listed", { mode: "boolean" }).notNull(),
    /** The source's address in the form that finds the same address again (`sourceKey` in lib/links). */
    sourceKey: text("source_key"),
    sourceDomain: text("source_domain"),
    /** Of its current text, as `textHash` of lib/text-hash takes it: what says the same again is found by it. */
    textHash: text("text_hash"),
    /** The contribution it duplicates, where its state is `merged`. */
    mergedInto: integer("merged_into").references((): AnySQLiteColumn => contributions.rowId),
    pinnedAt: instant("pinned_at"),
    quoteCheck: text("quote_check", { enum: quoteChecks }).notNull().default("unchecked"),
    archiveUrl: text("archive_url"),
    /** Since when the source's address answers with nothing; null while it does, or where nobody looked. */
    deadSince: instant("dead_since"),
    /** When the text at the source's address was first seen to differ from what it was. */
    sourceChangedAt: instant("source_changed_at"),
    /** The number of the current revision; also what a stale editor or desk is told apart by. */
    revision: integer("revision").notNull().default(1),
    /** Rises with every edit and every decision. */
    version: integer("version").notNull().default(1),
    convincing: integer("convincing").notNull().default(0),
    unconvincing: integer("unconvincing").notNull().default(0),
    ratings: integer("ratings").notNull().default(0),
    /** Wilson lower bound (95 %) of the share that found it convincing. */
    wilson: real("wilson").notNull().default(0),
    /** Listed contributions that answer it directly. */
    answers: integer("answers").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    editedAt: instant("edited_at"),
  },
  (t) => [
    index("contributions_convincing").on(t.claim, t.parent, t.listed, t.stance, t.wilson, t.rowId),
    index("contributions_newest").on(t.claim, t.parent, t.listed, t.stance, t.rowId),
    index("contributions_least_reviewed").on(t.claim, t.parent, t.listed, t.stance, t.ratings, t.rowId),
    index("contributions_answers").on(t.parent, t.listed, t.wilson, t.rowId),
    index("contributions_author").on(t.author, t.rowId),
    index("contributions_answers_to").on(t.answersTo, t.shownAt, t.id).where(sql`answers_to is not null`),
    index("contributions_author_state").on(t.author, t.state),
    index("contributions_state").on(t.state, t.rowId),
    index("contributions_domain").on(t.sourceDomain, t.state),
    index("contributions_text_hash").on(t.textHash).where(sql`text_hash is not null`),
    index("contributions_rejected").on(t.claim, t.parent, t.rowId).where(sql`state = 'rejected'`),
    index("contributions_merged").on(t.mergedInto).where(sql`merged_into is not null`),
    index("contributions_pinned").on(t.claim, t.stance).where(sql`pinned_at is not null`),
    index("contributions_source").on(t.claim, t.sourceKey),
    index("contributions_claim").on(t.claim, t.rowId),
    index("contributions_state_newest").on(t.claim, t.state, t.rowId, t.kind, t.stance),
    index("contributions_state_convincing").on(t.claim, t.state, t.wilson, t.rowId),
    index("contributions_state_least_reviewed").on(t.claim, t.state, t.ratings, t.rowId),
    // Of thousands that were withdrawn, the few places that lists still show.
    index("contributions_tombstones_newest").on(t.claim, t.rowId).where(isTombstone),
    index("contributions_tombstones_convincing").on(t.claim, t.wilson, t.rowId).where(isTombstone),
    index("contributions_tombstones_least_reviewed").on(t.claim, t.ratings, t.rowId).where(isTombstone),
  ],
);

/** Every wording a contribution has had, its source included. The newest is the current one. */
export const revisions = sqliteTable(
  "revisions",
  {
    rowId: rowId(),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    number: integer("number").notNull(),
    by: integer("by")
      .notNull()
      .references(() => accounts.rowId),
    at: instant("at").notNull(),
    /** Tiptap JSON, validated before it came here. */
    body: text("body", { mode: "json" }).notNull(),
    /** The body's plain text. */
    text: text("text").notNull(),
    sourceUrl: text("source_url"),
    sourceCitation: text("source_citation"),
    sourceTitle: text("source_title"),
    sourceAuthor: text("source_author"),
    sourcePublisher: text("source_publisher"),
    /** YYYY, YYYY-MM or YYYY-MM-DD, as much as is known. */
    sourceDate: text("source_date"),
    sourceType: text("source_type", { enum: sourceTypes }),
    sourceExcerpt: text("source_excerpt"),
  },
  (t) => [uniqueIndex("revisions_number").on(t.contribution, t.number)],
);
