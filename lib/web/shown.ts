import { LRUCache } from "lru-cache";
import { once } from "@/lib/process";

/** By what a page is made stale, and for how many seconds it stands where nothing makes it so. */
export type Shown = { tags: string[]; seconds: number };

/** Of each reading, as it was last. Of one that is not here it is not known. */
const shown = once("shown", () => new LRUCache<string, Shown>({ max: 50_000 }));

export const rememberShown = (reading: string, now: Shown): void => {
  shown.set(reading, now);
};

export const lastShown = (reading: string): Shown | undefined => shown.get(reading);
