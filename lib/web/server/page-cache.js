import { AsyncLocalStorage } from "node:async_hooks";
import fileSystemCache from "next/dist/server/lib/incremental-cache/file-system-cache.js";

// Plain JavaScript, because the bench starts Next alone with it, as it runs in production.

/** @type {AsyncLocalStorage<true>} */
const plainForm = new AsyncLocalStorage();

/**
 * Next's own cache of pages, but for one case: a form sent without JavaScript to a page of which a part is prerendered.
 * Next 16.4 takes that part from the cache, leaves it out of the answer, and forgets what became of the form
 * (docs/decisions/0007). Told that there is none, it renders the whole page with the form's state.
 */
class PageCache extends fileSystemCache.default {
  /** @override @param {Parameters<InstanceType<typeof fileSystemCache.default>["get"]>} args */
  async get(...args) {
    const entry = await super.get(...args);
    const value = /** @type {{ postponed?: unknown } | null | undefined} */ (entry?.value);
    return plainForm.getStore() === true && typeof value?.postponed === "string" ? null : entry;
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
