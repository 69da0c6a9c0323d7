import type { Database } from "@/db/client";
import type { Tag } from "@/lib/ctx";
import { banKeeper } from "@/lib/curation/bans";
import type { Env } from "@/lib/env";
import { createWorker } from "@/lib/jobs/worker";
import { claimIndexer } from "@/lib/search/keeping";
import { startTidying } from "@/lib/search/tidying";
import { archiveFinder } from "@/lib/sources/archive";
import { sourceChecker } from "@/lib/sources/check";
import { createEssayLooker, createFileReader } from "@/lib/sources/essay-looker";
import { looker } from "@/lib/sources/look-up";
import { createLooker } from "@/lib/sources/looker";
import { sourceSettings } from "@/lib/sources/settings";
import { deliverer } from "@/lib/webhooks/deliver";
import { siteOrigin } from "../site";

type JobOptions = { db: Database; env: Env; refresh: (tags: Tag[]) => Promise<void> };

/**
 * Does what waits from now on, in the server's process: ends bans, keeps the index of words, and looks at sources unless that is turned off. What is
 * to be done waits in the database meanwhile.
 */
export function startJobs({ db, env, refresh }: JobOptions): { stop(): Promise<void> } {
  const sources = sourceSettings(env);
  const settings = env.SOURCE_CHECKS === "off" ? null : sources;
  looker.factsOf = settings && createLooker(settings);
  looker.essayAt = settings && createEssayLooker(settings);
  looker.essayIn = createFileReader();
  const lookers = settings && { "check-source": sourceChecker(settings), "find-archive": archiveFinder(settings) };
  const worker = createWorker({
    db,
    handlers: {
      ban: banKeeper,
      deliver: deliverer({ ...sources.look, origin: siteOrigin(null) }),
      "index-claim": claimIndexer,
      ...lookers,
    },
    refresh,
  });
  worker.start();
  const tidying = startTidying(db);
  return {
    async stop() {
      await tidying.stop();
      Object.assign(looker, { factsOf: null, essayAt: null, essayIn: null });
      await worker.stop();
    },
  };
}
