import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import type { Tag } from "@/lib/ctx";
import { banKeeper } from "@/lib/curation/bans";
import type { Env } from "@/lib/env";
import { createWorker } from "@/lib/jobs/worker";
import { archiveFinder } from "./archive";
import { sourceChecker } from "./check";
import { lookAt } from "./look";
import { looker } from "./look-up";
import { createTurns } from "./reader/turns";
import { type SourceSettings, sourceSettings } from "./settings";
import type { PageFacts } from "./sources";

type ServeOptions = { db: Database; env: Env; refresh: (tags: Tag[]) => Promise<void> };

/**
 * Does what waits from now on, in the server's process: ends bans, and looks at sources unless that is turned off. What is
 * to be done waits in the database meanwhile.
 */
export function serveSources({ db, env, refresh }: ServeOptions): { stop(): Promise<void> } {
  const off = env.SOURCE_CHECKS === "off";
  const settings = off ? null : sourceSettings(env);
  looker.factsOf = settings && createLooker(settings);
  const lookers = settings && { "check-source": sourceChecker(settings), "find-archive": archiveFinder(settings) };
  const worker = createWorker({ db, handlers: { ban: banKeeper, ...lookers }, refresh });
  worker.start();
  return {
    async stop() {
      looker.factsOf = null;
      await worker.stop();
    },
  };
}

/** Facts of a page for a form, remembered for some minutes: people leave the field and come back. */
export function createLooker(settings: SourceSettings): (url: string) => Promise<PageFacts | null> {
  const known = new LRUCache<string, Promise<PageFacts | null>>({ max: 200, ttl: 5 * 60_000 });
  const turn = createTurns(4);
  return (url) => {
    const before = known.get(url);
    if (before) return before;
    const looking = turn(() => lookAt(url, null, settings.look)).then(({ page }) => page?.facts ?? null);
    known.set(url, looking);
    looking.catch(() => known.delete(url));
    return looking;
  };
}
