import { chmod, mkdtemp, rm } from "node:fs/promises";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { inPauses } from "../pause";
import { frontCacheAgent } from "./front-cache-agent.js";
import { internalHeader, internalSecret } from "./internal-secret";
import { setRequestHeader } from "./request-headers";
import type { Answered } from "./version";

/** Next behind a socket in a folder that only this process's user can enter: where the front cache looks pages up. */
export async function openInternal(handle: (req: IncomingMessage, res: ServerResponse) => unknown) {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-"));
  await chmod(folder, 0o700);
  const socketPath = path.join(folder, "next.sock");
  const server = http.createServer((req, res) => {
    setRequestHeader(req, internalHeader, internalSecret());
    void inPauses(() => handle(req, res));
  });
  // Connections are kept for as long as they are wanted: one closed for idleness just as it is used again fails its request.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  // Of several processes that serve together, each has its own.
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen({ path: socketPath, exclusive: true }, resolve),
  );
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

  async function send(method: string, url: string, json?: unknown): Promise<Answered> {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const headers = {
      host: "localhost",
      "user-agent": frontCacheAgent,
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const request = http.request({ socketPath, method, path: url, agent, headers, timeout: 20_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 500,
            headers: firstOfEach(response.headers),
            body: Buffer.concat(chunks),
          }),
        );
      });
      request.on("timeout", () => request.destroy(new Error(`Next took too long over ${url}`)));
      request.on("error", reject);
      request.end(body);
    });
  }

  /** A page that calls `notFound()` is an empty one that a script fills in; the page for any unknown address is whole. */
  async function get(url: string): Promise<Answered> {
    const found = await send("GET", url);
    return found.status === 404 ? send("GET", "/_not-found") : found;
  }

  return {
    get,
    /** Makes the pages with these tags new at their next reading. */
    async refresh(tags: string[]): Promise<void> {
      const { status } = await send("POST", "/internal/refresh", { tags });
      if (status !== 204) throw new Error(`Next refused to make pages fresh: ${status}`);
    },
    async close(): Promise<void> {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Internal = Awaited<ReturnType<typeof openInternal>>;

function firstOfEach(headers: http.IncomingHttpHeaders): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name] = one;
  }
  return first;
}
