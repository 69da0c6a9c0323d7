import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant, publicId, rowId } from "./columns";

export const essays = sqliteTable("essays", {
  rowId: rowId(),
  id: publicId(),
  slug: text("slug").notNull().unique(),
  title: text("title").notNull(),
  author: text("author"),
  url: text("url"),
  createdAt: instant("created_at").notNull(),
});

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
