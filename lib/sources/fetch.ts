import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { type Allowed, bare, isNamed, whyBlocked } from "./addresses";
import { type Address, type Resolve, resolveByDns, resolveBySystem } from "./resolve";
import type { FetchFault } from "./sources";

export type FetchOptions = {
  allowed: Allowed;
  userAgent: string;
  /** In all: every redirect, and the body to its end. In ms. */
  timeout?: number | undefined;
  /** Of the body as it is once unpacked, in bytes. */
  limit?: number | undefined;
  resolve?: Resolve | undefined;
  signal?: AbortSignal | undefined;
  accept?: string | undefined;
  /** Whether a body of this type is worth reading. */
  wants?: ((contentType: string) => boolean) | undefined;
};

export type Fetched = { url: string; status: number; contentType: string; body: Buffer };

export class FetchFailed extends Error {
  readonly fault: FetchFault;
  constructor(fault: FetchFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

const redirectsAtMost = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches an address that somebody else wrote. It connects to public addresses only, to the very ones it checked, anew
 * for each redirect; it says nothing of who asks beyond its own name, and gives up at its bounds of time and size.
 * The body of an answer other than 2xx is left unread.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<Fetched> {
  const { timeout = 10_000, limit = 5 * 1024 * 1024, wants = () => true } = options;
  const timedOut = AbortSignal.timeout(timeout);
  const signal = options.signal ? AbortSignal.any([timedOut, options.signal]) : timedOut;
  try {
    let url = webUrl(address);
    for (let hops = 0; hops <= redirectsAtMost; hops += 1) {
      const answer = await ask(url, signal, options);
      try {
        const status = answer.statusCode ?? 0;
        const { location } = answer.headers;
        if (redirects.has(status) && location !== undefined) {
          // Headers come as Latin-1; an address in one is UTF-8 by now.
          url = webUrl(Buffer.from(location, "latin1").toString("utf8"), url);
          continue;
        }
        const contentType = answer.headers["content-type"] ?? "";
        const read = status >= 200 && status < 300 && wants(contentType);
        const body = read ? await readBody(answer, limit) : Buffer.alloc(0);
        return { url: url.href, status, contentType, body };
      } finally {
        answer.destroy();
      }
    }
    throw new FetchFailed("too_many_redirects");
  } catch (error) {
    if (error instanceof FetchFailed) throw error;
    throw new FetchFailed(timedOut.aborted ? "timeout" : faultOf(error), error);
  }
}

/**
 * Sends JSON to an address that somebody else wrote, under the same guard, and answers with the status. It follows no
 * redirect: what is meant for one address is nobody else's.
 */
export async function sendJson(
  address: string,
  body: string,
  headers: Record<string, string>,
  options: FetchOptions,
): Promise<number> {
  const timedOut = AbortSignal.timeout(options.timeout ?? 10_000);
  const signal = options.signal ? AbortSignal.any([timedOut, options.signal]) : timedOut;
  try {
    const answer = await ask(webUrl(address), signal, options, { body, headers });
    answer.destroy();
    return answer.statusCode ?? 0;
  } catch (error) {
    if (error instanceof FetchFailed) throw error;
    throw new FetchFailed(timedOut.aborted ? "timeout" : faultOf(error), error);
  }
}

function webUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) throw new FetchFailed("bad_address");
  url.hash = "";
  url.username = "";
  url.password = "";
  return url;
}

type Sent = { body: string; headers: Record<string, string> };

async function ask(url: URL, signal: AbortSignal, options: FetchOptions, sent?: Sent): Promise<IncomingMessage> {
  const host = bare(url.hostname);
  const secure = url.protocol === "https:";
  const port = Number(url.port || (secure ? 443 : 80));
  const addresses = await checkedAddresses(host, port, signal, options);
  const request = (secure ? https : http).request({
    host,
    port,
    path: url.pathname + url.search,
    agent: false,
    signal,
    lookup: answering(addresses),
    ...(secure && isIP(host) === 0 && { servername: host }),
    maxHeaderSize: 32 * 1024,
    method: sent ? "POST" : "GET",
    headers: {
      Host: url.host,
      "User-Agent": options.userAgent,
      Accept: options.accept ?? "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.1",
      "Accept-Encoding": "gzip, deflate, br",
      ...(sent && {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(sent.body),
        ...sent.headers,
      }),
    },
  });
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", resolve);
    request.on("socket", (socket) => {
      // Nothing leads elsewhere by now. Should something, nothing is sent there.
      socket.once("connect", () => {
        if (!addresses.some(({ address }) => address === socket.remoteAddress)) {
          request.destroy(new FetchFailed("blocked_address"));
        }
      });
    });
    request.end(sent?.body);
  });
}

/** Every address of the host, once all of them are checked: one that is private makes the whole host suspect. */
async function checkedAddresses(
  host: string,
  port: number,
  signal: AbortSignal,
  { allowed, resolve = isNamed(host, allowed) ? resolveBySystem : resolveByDns }: FetchOptions,
): Promise<Address[]> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolved(host, resolve, signal);
  if (addresses.length === 0) throw new FetchFailed("no_such_host");
  for (const { address } of addresses) {
    const blocked = whyBlocked({ host, port, address }, allowed);
    if (blocked) throw new FetchFailed(blocked);
  }
  return addresses;
}

/** What the connection asks instead of DNS, so that it gets the addresses that were checked. */
const answering =
  (addresses: Address[]): LookupFunction =>
  (_host, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, addresses);
    else done(null, first?.address ?? "", first?.family);
  };

async function resolved(host: string, resolve: Resolve, signal: AbortSignal): Promise<Address[]> {
  try {
    return await unlessAborted(resolve(host), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const missing = /^(ENOTFOUND|ENODATA|EAI_NODATA|EAI_NONAME)$/.test(codeOf(error));
    throw new FetchFailed(missing ? "no_such_host" : "no_way_out", error);
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function readBody(answer: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(answer.headers["content-length"] ?? 0) > limit) throw new FetchFailed("too_large");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked(answer) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new FetchFailed("too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

const unpackers = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/** The body without the encodings it was sent in. It is unpacked a little at a time, as it is read. */
function unpacked(answer: IncomingMessage): Readable {
  const names = (answer.headers["content-encoding"] ?? "").toLowerCase().split(/[\s,]+/);
  const encodings = names.filter((name) => name !== "" && name !== "identity").reverse();
  if (encodings.length > 2) throw new FetchFailed("broken_answer");
  let body: Readable = answer;
  for (const encoding of encodings) {
    if (!Object.hasOwn(unpackers, encoding)) throw new FetchFailed("broken_answer");
    // The error reaches whoever reads the last of them.
    body = pipeline(body, unpackers[encoding as keyof typeof unpackers](), () => {});
  }
  return body;
}

/** By Node's codes. What is this machine's own trouble is told apart from what is the other's. */
function faultOf(error: unknown): FetchFault {
  const code = codeOf(error);
  if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EMFILE|ENFILE|EADDRNOTAVAIL|ABORT_ERR)/.test(code)) return "no_way_out";
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return "bad_certificate";
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED)$/.test(code)) return "no_answer";
  return "broken_answer";
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");
