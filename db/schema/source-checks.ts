import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant, rowId } from "./columns";
import { contributions } from "./contributions";

/** Each look at a source's address: what answered, and whether the excerpt stands there. The newest counts. */
export const sourceChecks = sqliteTable(
  "source_checks",
  {
    rowId: rowId(),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    /** The contribution's revision whose address and excerpt were looked for. */
    revision: integer("revision").notNull(),
    at: instant("at").notNull(),
    url: text("url").notNull(),
    finalUrl: text("final_url"),
    /** Null where nothing answered. */
    httpStatus: integer("http_status"),
    contentType: text("content_type"),
    /** A stable code for why there is no text: `timeout`, `too_large`, `blocked_address`, …; null where there is one. */
    fault: text("fault"),
    title: text("title"),
    siteName: text("site_name"),
    author: text("author"),
    /** YYYY, YYYY-MM or YYYY-MM-DD. */
    publishedOn: text("published_on"),
    language: text("language"),
    canonicalUrl: text("canonical_url"),
    /** Of the page's text: SHA-256 in hex, and its length in characters. */
    textHash: text("text_hash"),
    textLength: integer("text_length"),
    /** How the excerpt was found: as it is, but for spelling that does not matter, something like it, or not at all. */
    found: text("found", { enum: ["exact", "folded", "close", "absent"] }),
    /** Of what was found to the excerpt, 0 to 1. */
    similarity: real("similarity"),
    /** The passage that was found, with what stands around it. */
    passage: text("passage"),
    passagePrefix: text("passage_prefix"),
    passageSuffix: text("passage_suffix"),
  },
  (t) => [index("source_checks_contribution").on(t.contribution, t.rowId)],
);
