import { lte } from "drizzle-orm";
import { keptChanges } from "@/db/changes";
import type { Database } from "@/db/client";
import { changes } from "@/db/schema/nodes";
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

/** Every reading page has it. */
export const everyPage: Tag = "reasons";

export const createCtx = (db: Database, viewer: Viewer | null = null, now = new Date()): Ctx => ({
  db,
  viewer,
  now,
  touched: new Set(),
});

/**
 * Runs `work` in a transaction, with a ctx that reads and writes in it. Where other nodes read the same database, what
 * was touched is written down in that transaction too, for them.
 */
export async function inTransaction<C extends Pick<Ctx, "db" | "touched">, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  let change: number | null = null;
  const done = await ctx.db.write(async (db) => {
    const done = await work({ ...ctx, db });
    const outermost = db !== ctx.db;
    if (outermost && db.shared !== null) change = await announce(db, ctx.touched);
    return done;
  });
  if (change !== null) ctx.db.shared?.know(change);
  return done;
}

/** Tells the other nodes what was touched, and answers the change's number; null where nothing was. */
async function announce(db: Database, touched: Set<Tag>): Promise<number | null> {
  if (touched.size === 0) return null;
  const [change] = await db
    .insert(changes)
    .values({ tags: [...touched] })
    .returning({ rowId: changes.rowId });
  if (!change) throw new Error("a change without its row");
  await db.delete(changes).where(lte(changes.rowId, change.rowId - keptChanges));
  return change.rowId;
}
