import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { chooseEncoding, type Encoding } from "./encodings";

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
};

const prefix = "/_next/static/";
const endings: Record<Encoding, string> = { br: ".br", gzip: ".gz", identity: "" };

/** What the build made for browsers: named by content, compressed at the build, kept in memory. */
export function createStaticFiles(folder: string, securityHeaders: [string, string][]) {
  const files = new Map<string, Promise<{ headers: string[]; body: Buffer } | null>>();

  async function load(name: string, encoding: Encoding) {
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep)) return null;
    const body = await readFile(file + endings[encoding]).catch(() => null);
    if (body === null) return null;
    const headers = [
      ["Content-Type", types[path.extname(name)] ?? "application/octet-stream"],
      ["Content-Length", String(body.length)],
      ["Cache-Control", "public, max-age=31536000, immutable"],
      ["Vary", "Accept-Encoding"],
      ...(encoding === "identity" ? [] : [["Content-Encoding", encoding]]),
      ...securityHeaders,
    ];
    return { headers: headers.flat(), body };
  }

  const kept = (name: string, encoding: Encoding) => {
    const key = `${name} ${encoding}`;
    let file = files.get(key);
    if (!file) {
      file = load(name, encoding);
      files.set(key, file);
      // A name that isn't there is not remembered: there is no end of those.
      void file.then((found) => found ?? files.delete(key));
    }
    return file;
  };

  /** False where there is no such file. */
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const url = req.url ?? "";
    if (!url.startsWith(prefix)) return false;
    const name = safelyDecoded(url.slice(prefix.length).split("?", 1)[0] ?? "");
    if (name === null) return false;
    const encoding = chooseEncoding(req.headers["accept-encoding"]);
    const file = (await kept(name, encoding)) ?? (await kept(name, "identity"));
    if (!file) return false;
    res.writeHead(200, file.headers);
    if (req.method === "HEAD") res.end();
    else res.end(file.body);
    return true;
  };
}

function safelyDecoded(name: string): string | null {
  try {
    const decoded = decodeURIComponent(name);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}
