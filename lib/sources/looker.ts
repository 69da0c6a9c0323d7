import { LRUCache } from "lru-cache";
import { lookAt } from "./look";
import { createTurns } from "./reader/turns";
import type { SourceSettings } from "./settings";
import type { PageFacts } from "./sources";

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
