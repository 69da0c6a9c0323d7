import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { webhookEvents } from "../words";
import { accounts } from "./accounts";
import { instant, publicId, rowId } from "./columns";
import { essays } from "./essays";

/** Somebody else's address that is told of what happens to an essay. */
export const webhooks = sqliteTable(
  "webhooks",
  {
    rowId: rowId(),
    id: publicId(),
    essay: integer("essay")
      .notNull()
      .references(() => essays.rowId),
    url: text("url").notNull(),
    /** What messages are signed with. It has to be kept as it is: it signs each of them anew. */
    secret: text("secret").notNull(),
    /** A JSON array of the events it wants. */
    events: text("events", { mode: "json" }).$type<(typeof webhookEvents)[number][]>().notNull(),
    by: integer("by")
      .notNull()
      .references(() => accounts.rowId),
    createdAt: instant("created_at").notNull(),
    /** Nothing is sent any more since then. */
    endedAt: instant("ended_at"),
  },
  (t) => [index("webhooks_essay").on(t.essay).where(sql`ended_at is null`)],
);

/** A message for a webhook, and what became of it. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    rowId: rowId(),
    id: publicId(),
    webhook: integer("webhook")
      .notNull()
      .references(() => webhooks.rowId),
    event: text("event", { enum: webhookEvents }).notNull(),
    at: instant("at").notNull(),
    /** What it is about, as paths: the site's origin is put before them when it is sent. */
    about: text("about", { mode: "json" }).$type<Record<string, string | null>>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    triedAt: instant("tried_at"),
    /** Of the last answer; null where there was none. */
    status: integer("status"),
    /** Why the last attempt failed; null where it did not. */
    fault: text("fault"),
    deliveredAt: instant("delivered_at"),
    /** When it was tried often enough. */
    givenUpAt: instant("given_up_at"),
  },
  (t) => [index("deliveries_webhook").on(t.webhook, t.rowId)],
);
