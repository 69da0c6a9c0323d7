import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { counts } from "@/lib/metrics";
import type { Shown } from "../shown";
import { saidSince, staleCount } from "../staleness";
import { chooseEncoding, type Encoding } from "./encodings";
import { shed } from "./overload";
import { type Answered, type Encoded, encode, makeVersion, markOf, sizeOf, type Version } from "./version";

/** What Next answered when it was asked for a page. What the page shows is not known of each. */
export type LookedUp = Answered & { shown?: Shown | undefined };

/** An address inside, and what is read for it; null where that is nobody's to know. */
export type Wanted = { internalPath: string; reading: string | null };

type Entry = {
  version: Version;
  shown: Shown | undefined;
  /** How much had been said of pages when it was looked up. */
  asOf: number;
  lookedUpAt: number;
  /** Whether that came to nothing: it is tried again soon. */
  failed: boolean;
  readAt: number;
};

export type FrontCacheOptions = {
  lookUp(wanted: Wanted): Promise<LookedUp>;
  securityHeaders: [string, string][];
  formTargets?: string[];
  limitBytes?: number;
  /** Pages that may be looked up at once: what would come on top is answered with the version that is there, or with 503. */
  lookUpsAtMost?: number;
  now?: () => number;
};

/** How long a version is served without asking again of which it is not known what it shows, or whose look-up failed, in ms. */
const freshFor = 1000;
/** A page whose last reading is no longer ago than this, in ms, may be served as it is while Next is asked again. */
const oftenRead = 5000;

/**
 * Reading pages, answered from memory: each version's body is compressed once. Next is asked for a newer one when something
 * was said of what the page shows, one look-up at a time for each page; where it isn't known what it shows, after a second
 * or after any write in this process.
 */
export function createFrontCache(options: FrontCacheOptions) {
  const { lookUp, securityHeaders, formTargets, now = Date.now } = options;
  const lookUps = new Map<string, { asOf: number; done: Promise<Entry> }>();
  const lookUpsAtMost = options.lookUpsAtMost ?? 128;
  const entries = new LRUCache<string, Entry>({
    maxSize: options.limitBytes ?? 128 * 1024 * 1024,
    sizeCalculation: ({ version }) => sizeOf(version),
  });

  /** Whether it may be served, or only while Next is asked for a newer one, or not at all. */
  function stateOf({ shown, asOf, lookedUpAt, failed }: Entry): "current" | "old" | "expired" {
    const age = now() - lookedUpAt;
    const said = shown ? saidSince(shown.tags, asOf) : asOf === staleCount() ? "nothing" : "expired";
    if (said === "expired") return "expired";
    const standsFor = shown && !failed ? shown.seconds * 1000 : freshFor;
    return said === "outdated" || age >= standsFor ? "old" : "current";
  }

  async function ask(wanted: Wanted, before: Entry | undefined): Promise<Entry> {
    const asOf = staleCount();
    counts.frontCache.asked += 1;
    // No answer at all is a fault like another: the old version goes on being shown, where there is one.
    const found = await lookUp(wanted).catch((error: unknown): LookedUp => {
      if (!before) throw error;
      return { status: 500, headers: {}, body: Buffer.alloc(0) };
    });
    const failed = found.status >= 500;
    const looked = { asOf, failed, lookedUpAt: now(), readAt: now() };
    if (failed && before) {
      counts.frontCache.stale += 1;
      return remember(wanted, { ...before, ...looked });
    }
    const mark = markOf(found);
    const version =
      before?.version.mark === mark ? before.version : makeVersion(found, mark, securityHeaders, formTargets);
    // Whoever reads it meanwhile is sent the version before, and waits for no compressing.
    const encodings = Object.keys(before?.version.ready ?? {}) as Encoding[];
    await Promise.all(encodings.map((encoding) => encode(version, encoding)));
    const entry = { version, shown: found.shown, ...looked };
    return failed ? entry : remember(wanted, entry);
  }

  function remember({ internalPath }: Wanted, entry: Entry): Entry {
    entries.set(internalPath, entry);
    counts.frontCache.bytes = entries.calculatedSize;
    counts.frontCache.pages = entries.size;
    return entry;
  }

  /** Nothing that was written before this is asked is missing on it; a look-up that is under way is joined. */
  async function current(wanted: Wanted): Promise<Entry> {
    const { internalPath } = wanted;
    for (;;) {
      const running = lookUps.get(internalPath);
      if (!running) break;
      if (running.asOf === staleCount()) return running.done;
      const found = await running.done.catch(() => null);
      if (found && stateOf(found) !== "expired") return found;
    }
    const done = ask(wanted, entries.get(internalPath)).finally(() => lookUps.delete(internalPath));
    lookUps.set(internalPath, { asOf: staleCount(), done });
    return done;
  }

  /** Null where there is too much to look up already, and no version of it at hand. */
  function entryFor(wanted: Wanted): Entry | Promise<Entry> | null {
    const entry = entries.get(wanted.internalPath);
    const state = entry ? stateOf(entry) : "expired";
    const often = entry !== undefined && now() - entry.readAt < oftenRead;
    if (entry) entry.readAt = now();
    if (entry && (state === "current" || (state === "old" && often))) {
      counts.frontCache.hits += 1;
      if (state === "old" && !lookUps.has(wanted.internalPath)) current(wanted).catch(() => {});
      return entry;
    }
    if (lookUps.size >= lookUpsAtMost && !lookUps.has(wanted.internalPath)) {
      counts.frontCache.stale += entry ? 1 : 0;
      return entry ?? null;
    }
    counts.frontCache.misses += 1;
    return current(wanted);
  }

  async function encoded(wanted: Wanted, entry: Entry, encoding: Encoding): Promise<Encoded> {
    const made = await encode(entry.version, encoding);
    // It takes another size now, and the cache measures what is put there anew, not what it has.
    const kept = entries.peek(wanted.internalPath);
    if (kept?.version === entry.version) remember(wanted, { ...kept });
    return made;
  }

  return {
    /** Answers a GET or HEAD of a reading page. Rejects where Next could not be asked. */
    async answer(req: IncomingMessage, res: ServerResponse, wanted: Wanted): Promise<void> {
      const found = entryFor(wanted);
      if (!found) {
        shed(res);
        return;
      }
      const entry = found instanceof Promise ? await found : found;
      const { version } = entry;
      const encoding = version.small ? "identity" : chooseEncoding(req.headers["accept-encoding"]);
      send(req, res, version.status, version.ready[encoding] ?? (await encoded(wanted, entry, encoding)));
    },
    clear: () => entries.clear(),
  };
}

function send(req: IncomingMessage, res: ServerResponse, status: number, encoded: Encoded): void {
  const known = req.headers["if-none-match"];
  if (status === 200 && known !== undefined && names(known, encoded.etag)) {
    counts.frontCache.notModified += 1;
    res.writeHead(304, encoded.notModified);
    res.end();
    return;
  }
  res.writeHead(status, encoded.headers);
  if (req.method === "HEAD") res.end();
  else res.end(encoded.body);
}

const names = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch === "*" || ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
