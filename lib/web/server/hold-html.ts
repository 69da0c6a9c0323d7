import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { contentSecurityPolicy, joinInlineScripts } from "./csp";
import { chooseEncoding, compress } from "./encodings";
import { placeStreamed } from "./streamed-html";

const held = /^(?:text\/html|text\/x-component|application\/json)/;

/**
 * Holds back a page that Next made for one viewer until it is whole, so that its header can name the hashes of its inline
 * scripts, and compresses it. What is no page passes as it comes.
 */
export function holdHtml(res: ServerResponse, accepts: string | undefined, formTargets?: string[]): void {
  const chunks: Buffer[] = [];
  const { write, end, writeHead, flushHeaders } = res;
  let whole = false;
  const isHeld = () => !whole && !res.headersSent && held.test(String(res.getHeader("content-type") ?? ""));
  const keep = (chunk: unknown, encoding?: BufferEncoding) => {
    if (typeof chunk === "string") chunks.push(Buffer.from(chunk, encoding));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };

  res.writeHead = ((status: number, ...more: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]) => {
    const headers = more.find((one) => typeof one === "object");
    if (headers && !Array.isArray(headers)) {
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value);
      more = more.filter((one) => one !== headers);
    }
    if (!isHeld()) return Reflect.apply(writeHead, res, [status, ...more]);
    res.statusCode = status;
    return res;
  }) as typeof res.writeHead;

  res.flushHeaders = () => {
    if (!isHeld()) flushHeaders.call(res);
  };

  res.write = ((chunk: unknown, ...more: unknown[]) => {
    if (!isHeld()) return Reflect.apply(write, res, [chunk, ...more]);
    keep(chunk, typeof more[0] === "string" ? (more[0] as BufferEncoding) : undefined);
    const done = more.find((one) => typeof one === "function") as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  }) as typeof res.write;

  res.end = ((...given: unknown[]) => {
    if (!isHeld()) return Reflect.apply(end, res, given);
    const [chunk, encoding] = given;
    if (typeof chunk !== "function")
      keep(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : undefined);
    const done = given.find((one) => typeof one === "function") as (() => void) | undefined;
    void finish().then(
      (body) => end.call(res, body, "utf8", done),
      (error: Error) => res.destroy(error),
    );
    return res;
  }) as typeof res.end;

  async function finish(): Promise<Buffer> {
    whole = true;
    let body: Buffer = Buffer.concat(chunks);
    if (String(res.getHeader("content-type")).startsWith("text/html")) {
      const html = joinInlineScripts(placeStreamed(body.toString("utf8")));
      body = Buffer.from(html);
      res.setHeader("Content-Security-Policy", contentSecurityPolicy(html, formTargets));
    }
    const encoding = body.length < 1000 || res.getHeader("content-encoding") ? "identity" : chooseEncoding(accepts);
    body = await compress(body, encoding, 4);
    if (encoding !== "identity") res.setHeader("Content-Encoding", encoding);
    res.appendHeader("Vary", "Accept-Encoding");
    if (res.req.method !== "HEAD" && res.statusCode !== 304 && res.statusCode !== 204)
      res.setHeader("Content-Length", body.length);
    res.removeHeader("Transfer-Encoding");
    return body;
  }
}
