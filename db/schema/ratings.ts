import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable } from "drizzle-orm/sqlite-core";
import { accounts } from "./accounts";
import { coded, instant, rowId } from "./columns";
import { contributions } from "./contributions";
import { decisions } from "./decisions";

export const ratingCode = { unconvincing: -1, convincing: 1 } as const;
const rating = coded(ratingCode);

/** Current ratings, one a person and contribution. */
export const ratings = sqliteTable(
  "ratings",
  {
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    value: rating("value").notNull(),
    at: instant("at").notNull(),
    /** The merge that brought the rating here; null once its owner rates here. */
    carriedBy: integer("carried_by").references((): AnySQLiteColumn => decisions.rowId),
  },
  (t) => [
    primaryKey({ columns: [t.contribution, t.account] }),
    index("ratings_carried").on(t.carriedBy).where(sql`carried_by is not null`),
    index("ratings_count").on(t.contribution, t.value),
    index("ratings_account").on(t.account, t.contribution),
  ],
);

/** Every change of a rating, for good: null stands for no rating. */
export const ratingEvents = sqliteTable(
  "rating_events",
  {
    rowId: rowId(),
    contribution: integer("contribution")
      .notNull()
      .references(() => contributions.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    from: rating("from"),
    to: rating("to"),
    at: instant("at").notNull(),
  },
  (t) => [index("rating_events_contribution").on(t.contribution, t.at), index("rating_events_account").on(t.account)],
);
