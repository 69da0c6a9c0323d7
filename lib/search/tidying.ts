import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { log } from "@/lib/log";
import { once } from "@/lib/process";

/** Tells whoever tidies in this process, which may be in the other copy of this module, that entries were made. */
export const entriesMade = once("search.entries-made", () => ({ call: () => {} }));

/** Pages of the index, of 4 kB, that are written with each step: everybody else who writes waits meanwhile. */
const atOnce = 16;

/** How long after an entry it is tidied, in ms, and how many times as long as each step others have the database after it. */
const wait = 1000;
const rest = 4;

/** Merges some pieces of the index, those alike in size. Answers whether there were any. */
export const mergePieces = (db: Database, pages = atOnce): Promise<boolean> =>
  db.write(async (tx) => {
    const before = await changes(tx);
    await tx.run(sql`insert into search_index (search_index, rank) values ('merge', ${pages})`);
    // The command itself is one.
    return (await changes(tx)) - before > 1;
  });

async function changes(tx: Database): Promise<number> {
  const [row] = await tx.all<{ count: number }>(sql`select total_changes() as count`);
  return row?.count ?? 0;
}

/**
 * Keeps the index in few pieces. Each commit adds one, and a search looks into all of them. FTS5 would merge them within
 * the commits that add to it, where everybody waits: here it is done a little at a time, after the answer.
 */
export function startTidying(db: Database): { stop(): Promise<void> } {
  let [stopped, asked] = [false, true];
  let timer: NodeJS.Timeout | undefined;
  let step = Promise.resolve();

  function schedule(after: number): void {
    timer = setTimeout(() => {
      step = tidy();
    }, after).unref();
  }

  async function tidy(): Promise<void> {
    asked = false;
    const began = performance.now();
    const more = await mergePieces(db).catch((error) => {
      log.error({ error }, "the index of words could not be tidied");
      return false;
    });
    timer = undefined;
    if (stopped) return;
    if (more) schedule(rest * (performance.now() - began));
    else if (asked) schedule(wait);
  }

  entriesMade.call = () => {
    asked = true;
    if (timer === undefined) schedule(wait);
  };
  schedule(wait);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      entriesMade.call = () => {};
      await step;
    },
  };
}
