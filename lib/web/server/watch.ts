import type { Database } from "@/db/client";
import { watchForeignWrites } from "@/db/foreign-writes";
import { everyPage, type Tag } from "@/lib/ctx";
import { type Counted, countedSince, countedUntilNow } from "@/lib/insight/counted";
import { log } from "@/lib/log";
import { createNowAndThen } from "./now-and-then";

/**
 * Looks once a second what changed without anybody saying so: votes and ratings, wherever they were cast, and what another
 * process wrote to the file. The pages that show it are out of date then, each once in so many seconds: a claim that
 * everybody votes on is not rendered at each vote, and one on which nobody did is not rendered at all.
 */
export function createWatch(db: Database, outdate: (tags: Tag[]) => Promise<void>, every = 1000) {
  // On nodes that share a server a vote is to be seen within five seconds, of which each look may take one.
  const due = createNowAndThen<Tag>(db.shared === null ? 5000 : 3000);
  const writtenElsewhere = watchForeignWrites(db);
  let seen: Counted | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const ctx = { db: db.nearest() };
    if (seen === undefined) seen = await countedUntilNow(ctx);
    const found = await countedSince(ctx, seen);
    seen = found.seen;
    due.note(found.tags);
    if (await writtenElsewhere()) due.note([everyPage]);
    const tags = due.take();
    if (tags.length > 0) await outdate(tags);
  }

  async function goOn(): Promise<void> {
    await look().catch((error) => log.debug({ error }, "what was voted could not be looked up"));
    if (!stopped) timer = setTimeout(goOn, every).unref();
  }

  return {
    start: goOn,
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
