import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { contributionKinds, states } from "../words";
import { accounts } from "./accounts";
import { claims } from "./claims";
import { instant } from "./columns";
import { contributions } from "./contributions";
import { essays } from "./essays";

/**
 * What waits for a curator, a row each: derived from contributions, flags and appeals (`requeue` in lib/curation), so
 * that the desk's order and filters are read along indexes however much waits.
 */
export const queueEntries = sqliteTable(
  "queue_entries",
  {
    contribution: integer("contribution")
      .primaryKey()
      .references(() => contributions.rowId),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    claim: integer("claim")
      .notNull()
      .references(() => claims.rowId),
    kind: text("kind", { enum: contributionKinds }).notNull(),
    state: text("state", { enum: states }).notNull(),
    author: integer("author")
      .notNull()
      .references(() => accounts.rowId),
    domain: text("domain"),
    /** The rule that held it, where one did. */
    holdReason: text("hold_reason"),
    /** What its open flags weigh, by how often each flagger was right before; 0 where there is none. */
    flagWeight: real("flag_weight").notNull(),
    /** The day since which it waits, counted from 1970. */
    day: integer("day").notNull(),
    /** Whether nothing of its author's was accepted yet. */
    newcomer: integer("newcomer", { mode: "boolean" }).notNull(),
    since: instant("since").notNull(),
  },
  (t) => [
    index("queue_order").on(sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_essay").on(t.essay, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_state").on(t.state, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_kind").on(t.kind, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_claim").on(t.claim, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_author").on(t.author, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_domain").on(t.domain, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
    index("queue_hold").on(t.holdReason, sql`flag_weight desc`, t.day, sql`newcomer desc`, t.contribution),
  ],
);

/** Who looks at what just now, so that two curators don't look at the same. */
export const takes = sqliteTable(
  "takes",
  {
    contribution: integer("contribution")
      .primaryKey()
      .references(() => contributions.rowId),
    account: integer("account")
      .notNull()
      .references(() => accounts.rowId),
    until: instant("until").notNull(),
  },
  (t) => [index("takes_account").on(t.account), index("takes_until").on(t.until)],
);
