import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { counts } from "@/lib/metrics";
import { contentSecurityPolicy, joinInlineScripts } from "./csp";
import { chooseEncoding, compress, type Encoding } from "./encodings";
import { shed } from "./overload";
import { placeStreamed } from "./streamed-html";

/**
 * What Next answered when it was asked for a page. `fresh` is false where it answered with an old version (STALE), and
 * `whole` where with the frame that all pages of a kind share and a stream after it: that has always status 200.
 */
export type LookedUp = {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  fresh: boolean;
  whole: boolean;
};

type Version = {
  status: number;
  location: string | undefined;
  raw: Buffer;
  html: Buffer;
  tag: string;
  headers: [string, string][];
  encoded: Map<Encoding, Promise<Encoded>>;
  ready: Partial<Record<Encoding, Encoded>>;
};

type Encoded = { etag: string; body: Buffer; headers: string[]; notModified: string[] };

type Entry = { version: Version; generation: number; checkedAt: number };

export type FrontCacheOptions = {
  lookUp(internalPath: string): Promise<LookedUp>;
  /** Rises with each write in this process. */
  generation(): number;
  securityHeaders: [string, string][];
  formTargets?: string[];
  limitBytes?: number;
  /** Pages that may be looked up at once: what would come on top is answered with the version that is there, or with 503. */
  lookUpsAtMost?: number;
  now?: () => number;
};

/** How long a version is served without asking Next again, in ms. */
const freshFor = 1000;
/** How long a page that is being read all the time may be served while Next is asked again, in ms. */
const staleFor = 5000;

/** Shared caches may keep a page for a second; a browser asks each time, and mostly hears that nothing changed. */
const cacheControl = "public, max-age=0, s-maxage=1, must-revalidate";

/**
 * Reading pages, answered from memory: each version's body is compressed once, and Next is asked for a newer one after a
 * second or after any write in this process, one look-up at a time for each page.
 */
export function createFrontCache(options: FrontCacheOptions) {
  const { lookUp, generation, securityHeaders, formTargets, now = Date.now } = options;
  const lookUps = new Map<string, { generation: number; done: Promise<Entry> }>();
  const lookUpsAtMost = options.lookUpsAtMost ?? 128;
  const entries = new LRUCache<string, Entry>({
    maxSize: options.limitBytes ?? 128 * 1024 * 1024,
    sizeCalculation: ({ version }) => 2000 + version.raw.length + version.html.length * 2,
  });

  async function ask(key: string, internalPath: string, before: Entry | undefined): Promise<Entry> {
    const asked = generation();
    const neglected = before === undefined || now() - before.checkedAt > staleFor;
    // No answer at all is a fault like another: the old version goes on being shown, where there is one.
    const look = () =>
      lookUp(internalPath).catch((error: unknown): LookedUp => {
        if (!before) throw error;
        return { status: 500, headers: {}, body: before.version.raw, fresh: true, whole: true };
      });
    let found = await look();
    // Next answers the first reader after a quiet hour with the version of an hour ago, and the very first one with a
    // stream: wait for the new version instead.
    for (let wait = 10; (!found.whole || (!found.fresh && neglected)) && wait < 1500; wait *= 2) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      found = await look();
    }
    if (found.status >= 500 && before) {
      counts.frontCache.stale += 1;
      return remember(key, { ...before, checkedAt: now() });
    }
    const version =
      before && isSame(before.version, found) ? before.version : makeVersion(found, securityHeaders, formTargets);
    // An old version is asked for again soon: the new one is being rendered meanwhile.
    const entry = { version, generation: asked, checkedAt: found.fresh ? now() : now() - freshFor + 100 };
    return found.status >= 500 ? entry : remember(key, entry);
  }

  function remember(key: string, entry: Entry): Entry {
    entries.set(key, entry);
    counts.frontCache.bytes = entries.calculatedSize;
    counts.frontCache.pages = entries.size;
    return entry;
  }

  /** A look-up that began no earlier than the last write; joined where one is under way. */
  async function current(key: string, internalPath: string): Promise<Entry> {
    for (;;) {
      const running = lookUps.get(key);
      if (!running) break;
      if (running.generation === generation()) return running.done;
      await running.done.catch(() => {});
    }
    const done = ask(key, internalPath, entries.get(key)).finally(() => lookUps.delete(key));
    lookUps.set(key, { generation: generation(), done });
    return done;
  }

  /** Null where there is too much to look up already, and no version of it at hand. */
  function entryFor(key: string, internalPath: string): Entry | Promise<Entry> | null {
    const entry = entries.get(key);
    if (entry && entry.generation === generation()) {
      const age = now() - entry.checkedAt;
      if (age < freshFor) {
        counts.frontCache.hits += 1;
        return entry;
      }
      if (age < staleFor) {
        counts.frontCache.hits += 1;
        if (!lookUps.has(key)) current(key, internalPath).catch(() => {});
        return entry;
      }
    }
    if (lookUps.size >= lookUpsAtMost && !lookUps.has(key)) {
      counts.frontCache.stale += entry ? 1 : 0;
      return entry ?? null;
    }
    counts.frontCache.misses += 1;
    return current(key, internalPath);
  }

  return {
    /** Answers a GET or HEAD of a reading page. Rejects where Next could not be asked. */
    async answer(req: IncomingMessage, res: ServerResponse, key: string, internalPath: string): Promise<void> {
      const found = entryFor(key, internalPath);
      if (!found) {
        shed(res);
        return;
      }
      const { version } = found instanceof Promise ? await found : found;
      const encoding = version.html.length < 500 ? "identity" : chooseEncoding(req.headers["accept-encoding"]);
      const encoded = version.ready[encoding] ?? (await encode(version, encoding));
      send(req, res, version.status, encoded);
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

/** A redirect's body is the same wherever it leads. */
const isSame = (version: Version, found: LookedUp): boolean =>
  version.status === found.status && version.location === found.headers.location && version.raw.equals(found.body);

const names = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch === "*" || ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);

/** What an answer says of itself beside its type, where it does. */
const kept = ["Location", "Content-Security-Policy", "Access-Control-Allow-Origin", "Content-Disposition"].map(
  (name) => [name, name.toLowerCase()] as const,
);

function makeVersion(found: LookedUp, securityHeaders: [string, string][], formTargets?: string[]): Version {
  const type = found.headers["content-type"] ?? "text/html; charset=utf-8";
  // What says itself what it may do is finished as it is.
  const isHtml = type.startsWith("text/html") && found.headers["content-security-policy"] === undefined;
  const text = isHtml ? joinInlineScripts(placeStreamed(found.body.toString("utf8"))) : "";
  const html = isHtml ? Buffer.from(text) : found.body;
  const headers: [string, string][] = [
    ["Content-Type", type],
    ["Cache-Control", found.status >= 500 ? "no-store" : cacheControl],
    ["Vary", "Accept-Encoding, RSC"],
    ...securityHeaders,
  ];
  if (isHtml) headers.push(["Content-Security-Policy", contentSecurityPolicy(text, formTargets)]);
  for (const [name, own] of kept) {
    const value = found.headers[own];
    if (value !== undefined) headers.push([name, value]);
  }
  const tag = createHash("sha256").update(html).digest("base64url").slice(0, 22);
  const { location } = found.headers;
  return { status: found.status, location, raw: found.body, html, tag, headers, encoded: new Map(), ready: {} };
}

function encode(version: Version, encoding: Encoding): Promise<Encoded> {
  const running = version.encoded.get(encoding);
  if (running) return running;
  const made = compress(version.html, encoding).then((body) => {
    const etag = `"${version.tag}${encoding === "identity" ? "" : `-${encoding}`}"`;
    const shared = [...version.headers, ["ETag", etag] as [string, string]];
    const full = [...shared, ["Content-Length", String(body.length)] as [string, string]];
    if (encoding !== "identity") full.push(["Content-Encoding", encoding]);
    const encoded = {
      etag,
      body,
      headers: full.flat(),
      notModified: shared.filter(([name]) => name !== "Content-Type").flat(),
    };
    version.ready[encoding] = encoded;
    return encoded;
  });
  version.encoded.set(encoding, made);
  return made;
}
