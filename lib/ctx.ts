import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/accounts/accounts";

/**
 * What every query and command is given first: where to read and write, on whose behalf, and when.
 * `touched` collects what a command changed, for whoever called it to make the pages that show it fresh.
 */
export type Ctx = { db: Database; viewer: Viewer | null; now: Date; touched: Set<Tag> };

/**
 * What a page shows and a write makes fresh: `essays`, `essay:<id>`, `claim:<id>`, `account:<id>`, `log`, `reasons`, and `grades`,
 * which is every page that shows evidence: grading a source is rare, and the evidence from it may be anywhere. Ids are
 * public ones.
 */
export type Tag = "essays" | "log" | "reasons" | "grades" | `${"essay" | "claim" | "account"}:${string}`;

export const createCtx = (db: Database, viewer: Viewer | null = null, now = new Date()): Ctx => ({
  db,
  viewer,
  now,
  touched: new Set(),
});

/** Runs `work` in a transaction, with a ctx that reads and writes in it. */
export const inTransaction = <T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  ctx.db.write((db) => work({ ...ctx, db }));
