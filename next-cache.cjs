const FileSystemCache = require("next/dist/server/lib/incremental-cache/file-system-cache").default;

/**
 * Next's own cache of pages, but for one case: a form sent without JavaScript to a page of which a part is prerendered.
 * Next 16.4 takes that part from the cache, leaves it out of the answer, and forgets what became of the form
 * (docs/decisions/0007). Told that there is none, it renders the whole page with the form's state.
 */
module.exports = class PageCache extends FileSystemCache {
  async get(...args) {
    const entry = await super.get(...args);
    const plainForm = globalThis[Symbol.for("moot.plain-form")]?.getStore() === true;
    return plainForm && typeof entry?.value?.postponed === "string" ? null : entry;
  }
};
