import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable } from "drizzle-orm/sqlite-core";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { coded, instant, rowId } from "./columns";
import { decisions } from "./decisions";

export const voteCode = { disagree: -1, unsure: 0, agree: 1 } as const;
const vote = coded(voteCode);

/** Current votes, one a person and claim. */
export const votes = sqliteTable(
  "votes",
  {
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    value: vote("value").notNull(),
    at: instant("at").notNull(),
    /** The claim's `wording` that was voted on; 0 where the vote was given to a claim that went into this one. */
    wording: integer("wording").notNull().default(1),
    /** The merge that brought the vote here; null once its owner votes here. */
    carriedBy: integer("carried_by").references((): AnySQLiteColumn => decisions.rowId),
  },
  (t) => [
    primaryKey({ columns: [t.claim, t.account] }),
    index("votes_carried").on(t.carriedBy).where(sql`carried_by is not null`),
    index("votes_tally").on(t.claim, t.value),
    index("votes_wording").on(t.claim, t.wording).where(sql`wording <> 1`),
    index("votes_account").on(t.account, t.at),
  ],
);

/** Every change of a vote, for good: null stands for no vote. */
export const voteEvents = sqliteTable(
  "vote_events",
  {
    rowId: rowId(),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    from: vote("from"),
    to: vote("to"),
    at: instant("at").notNull(),
  },
  (t) => [index("vote_events_claim").on(t.claim, t.at), index("vote_events_account").on(t.account)],
);
