import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { roles } from "../words";
import { accounts } from "./accounts";
import { instant, rowId } from "./columns";
import { essays } from "./essays";

/** Every version of an essay's text in full. The newest is the one that is shown; an essay need not have any. */
export const essayTexts = sqliteTable(
  "essay_texts",
  {
    rowId: rowId(),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    number: integer("number").notNull(),
    /** Null where it came with the essay. */
    by: integer("by").references(() => accounts.rowId),
    byRole: text("by_role", { enum: roles }),
    at: instant("at").notNull(),
    /** What was changed and why, in its editor's words. */
    note: text("note"),
    /** Tiptap JSON. */
    body: text("body").notNull(),
    /** The body's plain text: what passages are found in, and what their offsets count in. */
    text: text("text").notNull(),
  },
  (t) => [uniqueIndex("essay_texts_number").on(t.essay, t.number)],
);
