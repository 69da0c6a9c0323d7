import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { everyPage } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { counts } from "@/lib/metrics";
import { strangerCtx } from "./ctx";
import { absent, pageTags } from "./fresh";
import type { Reading } from "./readings";

/**
 * `next build` renders each reading page once, for these parameters, and finds nothing there: so a build needs no
 * database and bakes none in, and Next caches every other page from its first visit on.
 */
export const placeholder = "_";

/**
 * For how long a page stands by itself, in seconds: what changes with time alone, the end of a lock, is seen so much later.
 * All else that changes it is told by its tags.
 */
const untold = 60;

/**
 * What a reading page shows, as a stranger sees it. To be called inside `"use cache"`. What is not there is null, and
 * so is a view that can't be read: both are pages that don't exist.
 */
export async function readAsStranger<A extends string[], T>(
  { read, tags, revalidate = untold }: Reading<A, T>,
  ...asked: A
): Promise<T | null> {
  // An `expire` of five minutes or less would make the page dynamic.
  cacheLife({ stale: 300, revalidate, expire: 600 });
  // Nothing that is there is called so.
  if (asked[0] === placeholder) return null;
  counts.pagesRendered += 1;
  // Written into the page's tags for lib/web/server/page-cache.js. What is written in the same millisecond counts as later.
  cacheTag(`read:${Date.now() - 1}`);
  try {
    const found = await read(await strangerCtx(), ...asked);
    cacheTag(...pageTags([everyPage, ...tags(found, ...asked)]));
    return found;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 400)) throw error;
    // What is written next may be what was looked for here.
    cacheTag(...pageTags([everyPage, absent]));
    return null;
  }
}

/** What was found, or the page that says that nothing was. */
export function orNotFound<T>(found: T | null): T {
  if (found === null) notFound();
  return found;
}
