import { once } from "@/lib/process";

/** The tag of pages that found nothing to show: what is written next may be what was looked for there. */
export const absent = "absent";

/** Tags of pages to render anew: what is expired is not shown any more, what is outdated only until there is a newer version. */
export type Stale = { expired: string[]; outdated: string[] };

/** Of more tags than these is not remembered when they were said to be stale: then everything counts as expired. */
const tagsAtMost = 100_000;

/** What was said of tags in this process, and when, by the count of all that was said. */
const said = once("staleness", () => ({
  count: 0,
  forgotten: 0,
  expired: new Map<string, number>(),
  outdated: new Map<string, number>(),
}));

function say(what: Map<string, number>, tags: string[]): void {
  if (tags.length === 0) return;
  said.count += 1;
  for (const tag of tags) what.set(tag, said.count);
  if (what.size <= tagsAtMost) return;
  what.clear();
  said.forgotten = said.count;
}

/** What is tagged with one of these is not to be shown any more. */
export const sayExpired = (tags: string[]): void => say(said.expired, tags);

/** What is tagged with one of these may be shown until there is a newer version. */
export const sayOutdated = (tags: string[]): void => say(said.outdated, tags);

/** Rises with all that is said. */
export const staleCount = (): number => said.count;

/** What was said of any of these tags after the count was at `since`. */
export function saidSince(tags: string[], since: number): "nothing" | "outdated" | "expired" {
  if (since === said.count) return "nothing";
  const later = (what: Map<string, number>) => tags.some((tag) => (what.get(tag) ?? 0) > since);
  if (since < said.forgotten || later(said.expired)) return "expired";
  return later(said.outdated) ? "outdated" : "nothing";
}
