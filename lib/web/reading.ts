import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { everyPage } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { counts } from "@/lib/metrics";
import { strangerCtx } from "./ctx";
import { type ReadingName, readingKey } from "./reading-pages";
import { type Found, hour, type Reading, readings } from "./readings";
import { rememberShown, type Shown } from "./shown";
import { absent } from "./staleness";

/**
 * `next build` renders each reading page once, for these parameters, and finds nothing there: so a build needs no
 * database and bakes none in, and Next caches every other page from its first visit on.
 */
export const placeholder = "_";

/**
 * What a reading page shows, as a stranger sees it. To be called inside `"use cache"`. What is not there is null, and
 * so is a view that can't be read: both are pages that don't exist.
 */
export async function readAsStranger<N extends ReadingName>(
  name: N,
  of: string,
  view: string,
): Promise<Found<N> | null> {
  // What is built with has no database.
  if (view === placeholder) return null;
  counts.pagesRendered += 1;
  const { read, tags, seconds = () => hour } = readings[name] as Reading<Found<N>>;
  const ctx = await strangerCtx();
  const keep = (shown: Shown) => {
    // An `expire` of five minutes or less would make the page dynamic.
    cacheLife({ stale: 300, revalidate: shown.seconds, expire: 2 * hour });
    cacheTag(...shown.tags);
    rememberShown(readingKey(name, of, view), shown);
  };
  try {
    const found = await read(ctx, of, view);
    keep({ tags: [everyPage, ...tags(found, of)], seconds: seconds(found, ctx.now) });
    return found;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 400)) throw error;
    keep({ tags: [everyPage, absent], seconds: hour });
    return null;
  }
}

/** What was found, or the page that says that nothing was. */
export function orNotFound<T>(found: T | null): T {
  if (found === null) notFound();
  return found;
}
