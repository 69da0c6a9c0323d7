import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { anchorings } from "../words";
import { claims } from "./claims";
import { rowId } from "./columns";
import { essayTexts } from "./essay-texts";

/** Where a claim's passage stands in the newest text of its essay. No row: the essay has no text. */
export const passages = sqliteTable("passages", {
  rowId: rowId(),
  claim: integer("claim")
    .notNull()
    .unique()
    .references(() => claims.rowId),
  text: integer("text")
    .notNull()
    .references(() => essayTexts.rowId),
  how: text("how", { enum: anchorings }).notNull(),
  /** UTF-16 code units of the plain text; both null where the passage is orphaned. */
  start: integer("start"),
  end: integer("end"),
});
