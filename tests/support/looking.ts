import type { Tag } from "@/lib/ctx";
import { createWorker } from "@/lib/jobs/worker";
import { archiveFinder } from "@/lib/sources/archive";
import { sourceChecker } from "@/lib/sources/check";
import { readPage } from "@/lib/sources/reading/read";
import type { SourceSettings } from "@/lib/sources/settings";
import type { moot } from "./moot";
import type { Site } from "./site";

/** How sources are looked at in tests: only at that site, and read in this process, which is quicker. */
export const lookingAt = (site: Site, more: Partial<SourceSettings> = {}): SourceSettings => ({
  look: { allowed: site.allowed, userAgent: "Moot, in a test", read: readPage },
  recheckDays: 7,
  archiveLookup: undefined,
  ...more,
});

/** Does what is due at the Moot's own time. Chance always says a half: nothing is sooner or later than said. */
export async function workOff(m: Awaited<ReturnType<typeof moot>>, settings: SourceSettings): Promise<Tag[]> {
  const refreshed: Tag[] = [];
  await createWorker({
    db: m.db,
    handlers: { "check-source": sourceChecker(settings), "find-archive": archiveFinder(settings) },
    refresh: async (tags) => void refreshed.push(...tags),
    now: () => m.clock.now,
    chance: () => 0.5,
    rest: 0,
  }).drain();
  return refreshed;
}
