import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import type { Ctx, Tag } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { strangerCtx } from "./ctx";
import { absent } from "./fresh";

/**
 * `next build` renders each reading page once, for these parameters, and finds nothing there: so a build needs no
 * database and bakes none in, and Next caches every other page from its first visit on.
 */
export const placeholder = "_";

/**
 * What a reading page shows, as a stranger sees it. To be called inside `"use cache"`. What is not there is null, and
 * so is a view that can't be read: both are pages that don't exist.
 */
export async function readAsStranger<T>(
  read: (ctx: Ctx) => Promise<T>,
  tags: (found: T) => Iterable<Tag>,
): Promise<T | null> {
  const ctx = await strangerCtx();
  // A page of which only votes change is rendered once in so many seconds. Where votes are cast on other nodes too, of which
  // none is told, it is less: a second may pass before the server in front asks again, and they are to be seen within five.
  // Shorter stale or expire times would make the page dynamic.
  cacheLife({ stale: 300, revalidate: ctx.db.shared === null ? 5 : 3, expire: 600 });
  try {
    const found = await read(ctx);
    // A reason that an admin words anew can stand on any of them; that is rare.
    cacheTag("reasons", ...tags(found));
    return found;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 400)) throw error;
    // What is written next may be what was looked for here.
    cacheTag(absent);
    return null;
  }
}

/** What was found, or the page that says that nothing was. */
export function orNotFound<T>(found: T | null): T {
  if (found === null) notFound();
  return found;
}
