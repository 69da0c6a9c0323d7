import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns";

/** What was changed last, for the nodes that share a server to make their cached pages fresh. The newest thousand. */
export const changes = sqliteTable("changes", {
  rowId: integer("row_id").primaryKey(),
  tags: text("tags", { mode: "json" }).$type<string[]>().notNull(),
  at: instant("at").notNull().default(sql`(unixepoch() * 1000)`),
});

/** Who tried what how often, for the nodes that share a server: the limits of lib/web/limits.ts. */
export const tries = sqliteTable(
  "tries",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    expire: instant("expire"),
  },
  (t) => [index("tries_expire").on(t.expire)],
);
