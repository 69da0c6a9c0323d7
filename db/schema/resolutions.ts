import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant } from "./columns";
import { contributions } from "./contributions";
import { decisions } from "./decisions";

/** What curators found claims to be. Outcome, reasons, day and role stand in the row of the log. */
export const resolutions = sqliteTable(
  "resolutions",
  {
    decision: integer("decision")
      .primaryKey()
      .references(() => decisions.rowId),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    /** The number of the wording that it is about. */
    revision: integer("revision").notNull(),
    /** When a newer one took its place or it was taken back; null for the one that stands. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("resolutions_standing").on(t.claim).where(sql`ended_at is null`),
    index("resolutions_claim").on(t.claim, t.decision),
  ],
);

/** The contributions that a resolution rests on. */
export const resolutionGrounds = sqliteTable(
  "resolution_grounds",
  {
    decision: integer("decision")
      .notNull()
      .references(() => resolutions.decision),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    /** Whose contribution it is: whoever is told. */
    author: integer("author")
      .notNull()
      .references(() => accounts.rowId),
  },
  (t) => [
    primaryKey({ columns: [t.decision, t.contribution] }),
    index("resolution_grounds_author").on(t.author, t.decision),
  ],
);
