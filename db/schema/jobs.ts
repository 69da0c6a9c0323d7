import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant, rowId } from "./columns";

/** What is to be done after an answer, and survives a restart. One a kind and subject; done is deleted. */
export const jobs = sqliteTable(
  "jobs",
  {
    rowId: rowId(),
    kind: text("kind").notNull(),
    /** What it is about: a row of the table that the kind says. */
    subject: integer("subject").notNull(),
    /** Whose site it asks, so that no site is asked much at once; null where none is. */
    host: text("host"),
    dueAt: instant("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Rises when it is wanted anew, so that one that ends meanwhile does not take the new one away. */
    round: integer("round").notNull().default(0),
    /** Until when a process that took it up is left to it. Later it is taken for dead. */
    takenUntil: instant("taken_until"),
    /** Why the last attempt failed. */
    lastError: text("last_error"),
  },
  (t) => [
    uniqueIndex("jobs_subject").on(t.kind, t.subject),
    index("jobs_due").on(t.dueAt),
    index("jobs_taken").on(t.takenUntil).where(sql`${t.takenUntil} is not null`),
  ],
);
