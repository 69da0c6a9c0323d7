import type { Changes } from "@/db/changes";
import type { Shared } from "@/db/client";
import { inTurn } from "@/db/in-turn";
import { everyPage, type Tag } from "@/lib/ctx";
import { log } from "@/lib/log";

/**
 * Makes this node's cached pages fresh after what other nodes wrote: once a second, and before it answers somebody who
 * wrote elsewhere a moment ago. Looked for on the replica that pages are read from, a change is there with all that
 * belongs to it; looked for on the primary, what is read afterwards comes from there until the replica has it too.
 */
export function createFollower(shared: Shared, refresh: (tags: Tag[]) => Promise<void>, every = 1000) {
  let applied: number | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const alone = inTurn();

  async function apply({ last, tags, gap }: Changes): Promise<void> {
    if (applied !== undefined && last > applied) {
      shared.know(last);
      // Each was a tag where it was written down.
      await refresh([...(tags as Tag[]), ...(gap ? [everyPage] : [])]);
    }
    applied = Math.max(applied ?? 0, last);
  }

  /** Nothing was cached before the first look: all there was is applied. */
  const look = (where: "changes" | "changesOnPrimary") =>
    alone(async () => apply(await shared[where](applied ?? Number.MAX_SAFE_INTEGER)));

  async function goOn(): Promise<void> {
    await look("changes").catch((error) => log.debug({ error }, "what other nodes wrote could not be looked up"));
    if (!stopped) timer = setTimeout(goOn, every).unref();
  }

  let asking: Promise<void> | undefined;

  return {
    start: goOn,
    /** Returns when pages show that change, or when it can't be found out. */
    async catchUp(change: number): Promise<void> {
      while (change > (applied ?? 0)) {
        const joined = asking !== undefined;
        asking ??= look("changesOnPrimary").finally(() => {
          asking = undefined;
        });
        await asking.catch(() => {});
        // A look that was under way may have begun before the change; one of one's own has all there is.
        if (!joined) return;
      }
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

export type Follower = ReturnType<typeof createFollower>;
