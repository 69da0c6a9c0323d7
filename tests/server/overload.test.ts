import http from "node:http";
import net from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
const sockets: net.Socket[] = [];

beforeAll(async () => {
  moot = await startMoot({ seed: "claims" });
  for (const path of ["/", "/signin"]) expect((await fetch(moot.url + path)).status).toBe(200);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => moot.stop());

/** A connection over which nothing is sent yet, and what came back on it so far. */
async function connect() {
  const { hostname, port } = new URL(moot.url);
  const socket = net.connect(Number(port), hostname);
  sockets.push(socket);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk;
  });
  socket.on("error", () => {});
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return { socket, heard: () => heard, gone: new Promise((resolve) => socket.once("close", resolve)) };
}

const connections = (count: number) => Promise.all(Array.from({ length: count }, connect));

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };

/** A request on a connection of its own. */
const ask = (path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    http
      .get(moot.url + path, { agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
        response.on("error", reject);
      })
      .on("error", reject);
  });

/** A page from the cache, one that is rendered for its viewer, a write that is refused for what it is, and health. */
async function expectEverybodyServed() {
  expect((await ask("/")).status).toBe(200);
  expect((await ask("/signin")).status).toBe(200);
  const vote = { method: "PUT", headers: { "content-type": "application/json" }, body: '{"value":"agree"}' };
  expect((await fetch(`${moot.url}/api/v1/claims/none/vote`, vote)).status).toBe(401);
  expect((await ask("/healthz")).status).toBe(200);
}

/** Bytes of memory that the server's process holds. */
async function memory(): Promise<number> {
  const { body } = await ask("/metrics");
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(body)?.[1]);
}

describe("more requests at once than can be worked at", () => {
  test("are turned away in part, with when to come again; health and pages at hand answer all the while, and it recovers by itself", async () => {
    const offered = Array.from({ length: 1500 }, () => ask("/signin"));
    let over = false;
    const all = Promise.all(offered).finally(() => {
      over = true;
    });
    const meanwhile: number[] = [];
    do {
      const [health, page] = await Promise.all([ask("/healthz"), ask("/")]);
      meanwhile.push(health.status, page.status);
    } while (!over);
    const answers = await all;
    expect([...new Set(meanwhile)]).toEqual([200]);
    // Between the pages that are rendered, not after all of them.
    expect(meanwhile.length).toBeGreaterThan(20);
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 503]);
    const served = answers.filter(({ status }) => status === 200);
    expect(served.length).toBeGreaterThanOrEqual(512);
    for (const { headers, body } of answers.filter(({ status }) => status === 503)) {
      expect(headers["retry-after"]).toBe("2");
      expect(JSON.parse(body)).toMatchObject({ status: 503, code: "server.busy" });
    }
    await expectEverybodyServed();
  });
});

describe("those who are slow", () => {
  test("a thousand connections that say nothing keep nobody out, and hold next to no memory", async () => {
    const before = await memory();
    await connections(1000);
    await expectEverybodyServed();
    expect((await memory()) - before).toBeLessThan(64 * 1024 ** 2);
  });

  test("a thousand bodies that come a byte at a time keep nobody out", async () => {
    const slow = await connections(1000);
    for (const { socket } of slow) {
      socket.write("PUT /api/v1/claims/none/vote HTTP/1.1\r\nHost: moot\r\nContent-Length: 900000\r\n\r\n{");
    }
    await expectEverybodyServed();
    for (const { socket } of slow) socket.write(" ");
    await expectEverybodyServed();
    expect(slow.filter(({ heard }) => heard() !== "")).toEqual([]);
  });

  test("answers that nobody takes keep nobody out", async () => {
    const deaf = await connections(300);
    for (const { socket } of deaf) {
      socket.pause();
      socket.write("GET / HTTP/1.1\r\nHost: moot\r\n\r\n".repeat(50));
    }
    await expectEverybodyServed();
  });

  test("a request whose head is not there after 15 seconds is cut, and one that came whole is not", async () => {
    const slow = await connections(300);
    const patient = await connect();
    patient.socket.write("GET /healthz HTTP/1.1\r\nHost: moot\r\n\r\n");
    for (const { socket } of slow) socket.write("GET / HTTP/1.1\r\nHost: moot\r\nX-Slow: ");
    const dripping = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write("x");
    }, 1000);
    await expectEverybodyServed();
    await Promise.all(slow.map(({ gone }) => gone));
    clearInterval(dripping);
    expect([...new Set(slow.map(({ heard }) => heard().split("\r\n")[0]))]).toEqual(["HTTP/1.1 408 Request Timeout"]);
    expect(patient.heard()).toContain("200 OK");
    expect(patient.socket.destroyed).toBe(false);
  });
});

describe("a body of 10 MB", () => {
  const head = "PUT /api/v1/claims/none/vote HTTP/1.1\r\nHost: moot\r\nContent-Type: application/json\r\n";

  test("is refused before any of it has come, where its length is said", async () => {
    const sender = await connect();
    sender.socket.write(`${head}Content-Length: ${10 * 1024 ** 2}\r\n\r\n`);
    await sender.gone;
    expect(sender.heard()).toMatch(/^HTTP\/1\.1 413 /);
    expect(sender.heard()).toContain("request.too_large");
  });

  test("is refused after its first megabyte where it is not, from fifty senders at once, and is not kept", async () => {
    const before = await memory();
    const senders = await connections(50);
    const chunk = `${(65536).toString(16)}\r\n${"x".repeat(65536)}\r\n`;
    await Promise.all(
      senders.map(async ({ socket, gone, heard }) => {
        socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
        for (let sent = 0; sent < 160 && socket.writable; sent += 1) {
          if (!socket.write(chunk)) await Promise.race([gone, new Promise((resolve) => socket.once("drain", resolve))]);
        }
        await gone;
        expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
      }),
    );
    expect((await memory()) - before).toBeLessThan(200 * 1024 ** 2);
    await expectEverybodyServed();
  });
});
