import { createHash } from "node:crypto";
import { contentSecurityPolicy, joinInlineScripts } from "./csp";
import { compress, decompress, type Encoding } from "./encodings";
import { placeStreamed } from "./streamed-html";

export type Answered = { status: number; headers: Record<string, string>; body: Buffer };

/** A page as it is sent: its body, compressed at the first wish for each encoding, and the headers that go with it. */
export type Version = {
  status: number;
  /** The same for the same answer. */
  mark: string;
  tag: string;
  headers: [string, string][];
  /** Less than this is not worth compressing. */
  small: boolean;
  /** Not kept when it is there in another encoding. */
  plain: Buffer | undefined;
  ready: Partial<Record<Encoding, Encoded>>;
  making: Map<Encoding, Promise<Encoded>>;
};

export type Encoded = { etag: string; body: Buffer; headers: string[]; notModified: string[] };

/** Shared caches may keep a page for a second; a browser asks each time, and mostly hears that nothing changed. */
const cacheControl = "public, max-age=0, s-maxage=1, must-revalidate";

/** What an answer says of itself beside its type, where it does. */
const kept = ["Location", "Content-Security-Policy", "Access-Control-Allow-Origin", "Content-Disposition"].map(
  (name) => [name, name.toLowerCase()] as const,
);

/** @param mark of what was found, as {@link markOf} makes it */
export function makeVersion(
  found: Answered,
  mark: string,
  securityHeaders: [string, string][],
  formTargets?: string[],
): Version {
  const type = found.headers["content-type"] ?? "text/html; charset=utf-8";
  // What says itself what it may do is finished as it is.
  const isHtml = type.startsWith("text/html") && found.headers["content-security-policy"] === undefined;
  const text = isHtml ? joinInlineScripts(placeStreamed(found.body.toString("utf8"))) : "";
  const plain = isHtml ? Buffer.from(text) : found.body;
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
  return {
    status: found.status,
    mark,
    tag: digest(plain).slice(0, 22),
    headers,
    small: plain.length < 500,
    plain,
    ready: {},
    making: new Map(),
  };
}

/** A redirect's body is the same wherever it leads. */
export const markOf = ({ status, headers, body }: Answered): string =>
  `${status} ${headers.location ?? ""} ${digest(body)}`;

const digest = (body: Buffer): string => createHash("sha256").update(body).digest("base64url");

/** In bytes, about. */
export const sizeOf = ({ plain, ready }: Version): number =>
  Object.values(ready).reduce((sum, { body }) => sum + body.length, 4000 + (plain?.length ?? 0));

export function encode(version: Version, encoding: Encoding): Promise<Encoded> {
  const running = version.making.get(encoding);
  if (running) return running;
  const made = bodyIn(version, encoding).then((body) => {
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
    version.plain = undefined;
    return encoded;
  });
  version.making.set(encoding, made);
  return made;
}

async function bodyIn({ plain, ready }: Version, encoding: Encoding): Promise<Buffer> {
  if (plain) return compress(plain, encoding);
  if (ready.identity) return compress(ready.identity.body, encoding);
  const { br, gzip } = ready;
  if (br) return compress(await decompress(br.body, "br"), encoding);
  if (gzip) return compress(await decompress(gzip.body, "gzip"), encoding);
  throw new Error("a version without a body");
}
