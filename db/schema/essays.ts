import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant, publicId, rowId } from "./columns";

export const essays = sqliteTable(
  "essays",
  {
    rowId: rowId(),
    id: publicId(),
    slug: text("slug").notNull().unique(),
    title: text("title").notNull(),
    author: text("author"),
    url: text("url"),
    /** What it is written in, as BCP 47 names it. */
    language: text("language").notNull().default("en"),
    /** The public id of the essay it is a translation of: that one need not be here, and may come later. */
    translationOf: text("translation_of"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("essays_translations").on(t.translationOf).where(sql`translation_of is not null`)],
);

export const sections = sqliteTable(
  "sections",
  {
    rowId: rowId(),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    position: integer("position").notNull(),
    title: text("title").notNull(),
  },
  (t) => [uniqueIndex("sections_position").on(t.essay, t.position)],
);
