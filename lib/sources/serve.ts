import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import type { Tag } from "@/lib/ctx";
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

/** Looks at sources from now on, in the server's process. What is to be looked at waits in the database meanwhile. */
export function serveSources({ db, env, refresh }: ServeOptions): { stop(): Promise<void> } {
  if (env.SOURCE_CHECKS === "off") return { stop: async () => {} };
  const settings = sourceSettings(env);
  looker.factsOf = createLooker(settings);
  const handlers = { "check-source": sourceChecker(settings), "find-archive": archiveFinder(settings) };
  const worker = createWorker({ db, handlers, refresh });
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
