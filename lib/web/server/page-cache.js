import { AsyncLocalStorage } from "node:async_hooks";
import fileSystemCache from "next/dist/server/lib/incremental-cache/file-system-cache.js";

// Plain JavaScript, because the bench starts Next alone with it, as it runs in production.

/** @type {AsyncLocalStorage<true>} */
const plainForm = new AsyncLocalStorage();

/** What a page is tagged with that was read from the database at that time, in ms. */
const readAt = /(?:^|,)read:(\d+)(?:,|$)/;

/**
 * Next's own cache of pages, but for three things.
 *
 * - A form sent without JavaScript to a page of which a part is prerendered: Next 16.4 takes that part from the cache, leaves
 *   it out of the answer, and forgets what became of the form (docs/decisions/0007). Told that there is none, it renders
 *   the whole page with the form's state.
 * - A page is as old as what was read for it. Next takes the time at which its rendering was done, and would hold for fresh
 *   what was written over meanwhile.
 * - What Next's own way from page to page would ask for is not kept: Moot's pages have plain links (docs/decisions/0014), and
 *   it is most of an entry.
 */
class PageCache extends fileSystemCache.default {
  /** @override @param {Parameters<InstanceType<typeof fileSystemCache.default>["get"]>} args */
  async get(...args) {
    const entry = await super.get(...args);
    const value = /** @type {{ postponed?: unknown } | null | undefined} */ (entry?.value);
    return plainForm.getStore() === true && typeof value?.postponed === "string" ? null : entry;
  }

  /** @override @param {Parameters<InstanceType<typeof fileSystemCache.default>["set"]>} args */
  async set(...args) {
    const [key, data, ...more] = args;
    const time = data?.kind === "APP_PAGE" ? readAt.exec(String(data.headers?.["x-next-cache-tags"]))?.[1] : undefined;
    if (time === undefined) return super.set(...args);
    await super.set(key, { ...data, rscData: undefined, segmentData: undefined }, ...more);
    const entry = fileSystemCache.default.memoryCache?.get(key);
    if (entry) entry.lastModified = Number(time);
  }
}

/**
 * To be called before Next starts. `cacheHandler` in Next's configuration would do the same, but Next imports that file
 * anew at each request, which costs a cached page a quarter of its rate.
 */
export function providePageCache() {
  Object.assign(globalThis, { [Symbol.for("@next/cache-handlers")]: { FetchCache: PageCache } });
}

/**
 * Runs `work` as the answer to a form that was sent without JavaScript, where `req` is one.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {() => unknown} work
 */
export const asPlainForm = (req, work) =>
  req.method === "POST" && req.headers["next-action"] === undefined ? plainForm.run(true, work) : work();
