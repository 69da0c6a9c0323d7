import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFrontCache, type LookedUp } from "@/lib/web/server/front-cache";
import { sayExpired, sayOutdated } from "@/lib/web/staleness";

/** A front cache behind a real server, in front of a pretended Next whose answers and clock the test holds. */
async function served(options: { lookUpsAtMost?: number; limitBytes?: number } = {}) {
  const world = {
    asked: 0,
    now: 1_000_000,
    answer: (): Promise<LookedUp> | LookedUp => page("<p>one</p>"),
  };
  const cache = createFrontCache({
    ...options,
    lookUp: async () => {
      world.asked += 1;
      return world.answer();
    },
    now: () => world.now,
    securityHeaders: [["X-Content-Type-Options", "nosniff"]],
  });
  const server = http.createServer((req, res) => {
    cache.answer(req, res, { internalPath: req.url ?? "", reading: null }).catch(() => res.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const get = (headers: Record<string, string> = {}, method = "GET", path = "/c/a/b") =>
    new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      http
        .request({ port, host: "127.0.0.1", path, method, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        })
        .on("error", reject)
        .end();
    });
  return { world, get };
}

const somethingIsWritten = () => sayExpired(["something"]);

const long = "word ".repeat(400);

const page = (html: string, more: Partial<LookedUp> = {}): LookedUp => ({
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from(`${html}${long}<script>run()</script>`),
  ...more,
});

describe("what is kept", () => {
  const pages = Array.from({ length: 20 }, (_, i) => `/c/${i}/a`);

  async function readTwice(headers: Record<string, string>) {
    const { world, get } = await served({ limitBytes: 200_000 });
    world.answer = () => page(long.repeat(25));
    for (const path of pages) await get(headers, "GET", path);
    const asked = world.asked;
    for (const path of pages) await get(headers, "GET", path);
    return { asked, again: world.asked - asked };
  }

  test("is as many pages as there is room for compressed", async () => {
    expect(await readTwice({ "accept-encoding": "br" })).toEqual({ asked: 20, again: 0 });
  });

  test("is bounded in bytes: of what takes more, the page that nobody read for longest goes", async () => {
    expect(await readTwice({})).toEqual({ asked: 20, again: 20 });
  });
});

describe("a flood of pages that nobody asked for before", () => {
  test("is turned away beyond what can be looked up at once, and is no harm to those that are there", async () => {
    const { world, get } = await served({ lookUpsAtMost: 2 });
    await get({}, "GET", "/c/known/k");
    const open: ((page: LookedUp) => void)[] = [];
    world.answer = () => new Promise((resolve) => open.push(resolve));
    const waiting = [get({}, "GET", "/c/1/a"), get({}, "GET", "/c/2/a")];
    await expect.poll(() => open.length).toBe(2);
    const third = await get({}, "GET", "/c/3/a");
    expect([third.status, third.headers["retry-after"]]).toEqual([503, "2"]);
    expect(JSON.parse(third.body.toString())).toMatchObject({ code: "server.busy" });
    // Even where it should be looked up again.
    somethingIsWritten();
    expect((await get({}, "GET", "/c/known/k")).status).toBe(200);
    for (const answer of open) answer(page("<p>late</p>"));
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
    world.answer = () => page("<p>again</p>");
    expect((await get({}, "GET", "/c/3/a")).status).toBe(200);
  });

  test("for one page is one look-up", async () => {
    const { world, get } = await served();
    let answer = (_: LookedUp) => {};
    world.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const readers = Array.from({ length: 1000 }, () => get());
    await expect.poll(() => world.asked).toBe(1);
    answer(page("<p>once</p>"));
    expect(new Set((await Promise.all(readers)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(world.asked).toBe(1);
  });
});

describe("the front cache", () => {
  test("sends the same page plain, with gzip and with Brotli, each with its own ETag", async () => {
    const { get } = await served();
    const [plain, zipped, brotli] = [
      await get(),
      await get({ "accept-encoding": "gzip" }),
      await get({ "accept-encoding": "gzip, br" }),
    ];
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(brotli.headers["content-encoding"]).toBe("br");
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    expect(new Set([plain, zipped, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers } of [plain, zipped, brotli]) expect(headers.vary).toContain("Accept-Encoding");
  });

  test("sends no encoding that was refused", async () => {
    const { get } = await served();
    expect((await get({ "accept-encoding": "br;q=0, gzip;q=0.5" })).headers["content-encoding"]).toBe("gzip");
    expect((await get({ "accept-encoding": "identity" })).headers["content-encoding"]).toBeUndefined();
  });

  test("says that nothing changed, without a body", async () => {
    const { get } = await served();
    const { headers } = await get({ "accept-encoding": "br" });
    const again = await get({ "accept-encoding": "br", "if-none-match": `"x", W/${headers.etag}` });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
    expect(again.headers.etag).toBe(headers.etag);
  });

  test("answers HEAD with the headers of GET and no body", async () => {
    const { get } = await served();
    const [full, head] = [await get(), await get({}, "HEAD")];
    expect(head.body.length).toBe(0);
    expect(head.headers["content-length"]).toBe(String(full.body.length));
    expect(head.headers.etag).toBe(full.headers.etag);
  });

  test("names the page's inline scripts in its policy, and lets shared caches keep it for a second", async () => {
    const { get } = await served();
    const { headers } = await get();
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect(headers["cache-control"]).toBe("public, max-age=0, s-maxage=1, must-revalidate");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("leads where a redirect leads now, though its body is as before", async () => {
    const { world, get } = await served();
    const leadingTo = (location: string) => () => page("", { status: 308, headers: { location } });
    world.answer = leadingTo("/e/one");
    expect((await get()).headers).toMatchObject({
      location: "/e/one",
      "cache-control": expect.stringMatching(/max-age=0/),
    });
    world.answer = leadingTo("/e/two");
    somethingIsWritten();
    expect((await get()).headers.location).toBe("/e/two");
  });

  test("asks Next once for a thousand first readers", async () => {
    const { world, get } = await served();
    let answer: (found: LookedUp) => void = () => {};
    world.answer = () => new Promise((resolve) => (answer = resolve));
    const readers = Array.from({ length: 1000 }, () => get());
    await expect.poll(() => world.asked).toBe(1);
    answer(page("<p>one</p>"));
    for (const { status } of await Promise.all(readers)) expect(status).toBe(200);
    expect(world.asked).toBe(1);
  });

  test("asks again after a second, and not before", async () => {
    const { world, get } = await served();
    await get();
    world.now += 900;
    await get();
    expect(world.asked).toBe(1);
    world.now += 200;
    await get();
    await expect.poll(() => world.asked).toBe(2);
  });

  test("has a newer page compressed before it takes the older one's place, so that nobody waits for that", async () => {
    const { world, get } = await served();
    const br = { "accept-encoding": "br" };
    const words = async () =>
      brotliDecompressSync((await get(br)).body)
        .toString()
        .slice(0, 12);
    expect(await words()).toBe("<p>one</p>wo");
    const sentence = () => Math.random().toString(36);
    world.answer = () => page(`<p>two</p>${Array.from({ length: 500_000 }, sentence).join(" ")}`);
    world.now += 1500;
    expect(await words()).toBe("<p>one</p>wo");
    await expect.poll(() => world.asked).toBe(2);
    expect(await words()).toBe("<p>one</p>wo");
    await expect.poll(words, { timeout: 10_000 }).toMatch(/^<p>two/);
    expect(world.asked).toBe(2);
  });

  test("shows a write at once, even to a reader who came while an older look-up was under way", async () => {
    const { world, get } = await served();
    await get();
    somethingIsWritten();
    let first: (found: LookedUp) => void = () => {};
    world.answer = () => new Promise((resolve) => (first = resolve));
    const early = get();
    await expect.poll(() => world.asked).toBe(2);
    somethingIsWritten();
    world.answer = () => page("<p>two</p>");
    const late = get();
    first(page("<p>one</p>"));
    await early;
    expect((await late).body.toString()).toContain("two");
  });

  test("serves the last good page while Next fails, and a failure without one", async () => {
    const { world, get } = await served();
    await get();
    world.answer = () => page("<p>broken</p>", { status: 500 });
    somethingIsWritten();
    const kept = await get();
    expect(kept.status).toBe(200);
    expect(kept.body.toString()).toContain("one");
    const fresh = await get({}, "GET", "/c/other/x");
    expect(fresh.status).toBe(500);
    expect(fresh.headers["cache-control"]).toBe("no-store");
  });

  test("serves the last good page while Next does not answer at all", async () => {
    const { world, get } = await served();
    await get();
    world.answer = () => Promise.reject(new Error("Next took too long"));
    somethingIsWritten();
    expect((await get()).body.toString()).toContain("one");
    expect((await get({}, "GET", "/c/other/x")).status).toBe(500);
  });

  test("keeps a redirect and its target", async () => {
    const { world, get } = await served();
    world.answer = () => page("", { status: 308, headers: { location: "/c/a/right" } });
    for (let i = 0; i < 2; i++) {
      const { status, headers } = await get();
      expect(status).toBe(308);
      expect(headers.location).toBe("/c/a/right");
    }
    expect(world.asked).toBe(1);
  });
});

describe("a page of which it is known what it shows", () => {
  const shows = (html: string, more: Partial<LookedUp> = {}) =>
    page(html, { shown: { tags: ["claim:a", "essay:e"], seconds: 3600 }, ...more });

  test("is not looked up again before something is said of that, whatever else is written", async () => {
    const { world, get } = await served();
    world.answer = () => shows("<p>one</p>");
    await get();
    world.now += 3_000_000;
    sayExpired(["claim:b"]);
    sayOutdated(["claim:b"]);
    expect((await get()).body.toString()).toContain("one");
    expect(world.asked).toBe(1);
    world.answer = () => shows("<p>two</p>");
    sayExpired(["claim:a"]);
    expect((await get()).body.toString()).toContain("two");
    expect(world.asked).toBe(2);
  });

  test("is looked up again when its time is over", async () => {
    const { world, get } = await served();
    world.answer = () => shows("<p>locked</p>", { shown: { tags: ["claim:a"], seconds: 5 } });
    await get();
    world.now += 4900;
    await get();
    expect(world.asked).toBe(1);
    world.now += 200;
    world.answer = () => shows("<p>open</p>");
    await get();
    await expect.poll(async () => (await get()).body.toString()).toContain("open");
  });

  test("goes out as it is while it is read and only counts changed, and is waited for where nobody read it", async () => {
    const { world, get } = await served();
    world.answer = () => shows("<p>one</p>");
    await get();
    sayOutdated(["essay:e"]);
    world.answer = () => shows("<p>two</p>");
    expect((await get()).body.toString()).toContain("one");
    await expect.poll(async () => (await get()).body.toString()).toContain("two");
    world.now += 60_000;
    sayOutdated(["essay:e"]);
    world.answer = () => shows("<p>three</p>");
    expect((await get()).body.toString()).toContain("three");
  });

  test("is asked for again in a second where Next failed", async () => {
    const { world, get } = await served();
    world.answer = () => shows("<p>one</p>");
    await get();
    sayExpired(["claim:a"]);
    world.answer = () => shows("<p>broken</p>", { status: 500 });
    expect((await get()).body.toString()).toContain("one");
    world.answer = () => shows("<p>two</p>");
    expect((await get()).body.toString()).toContain("one");
    world.now += 1000;
    await get();
    await expect.poll(async () => (await get()).body.toString()).toContain("two");
    world.now += 60_000;
    await get();
    expect(world.asked).toBe(3);
  });

  test("that was written over while it was looked up is looked up again for whoever comes after that", async () => {
    const { world, get } = await served();
    let answer: (found: LookedUp) => void = () => {};
    world.answer = () => new Promise((resolve) => (answer = resolve));
    const early = get();
    await expect.poll(() => world.asked).toBe(1);
    sayExpired(["claim:a"]);
    const late = get();
    world.answer = () => shows("<p>two</p>");
    answer(shows("<p>one</p>"));
    expect((await early).body.toString()).toContain("one");
    expect((await late).body.toString()).toContain("two");
  });

  test("is joined by whoever comes after a write elsewhere, and not looked up once more for it", async () => {
    const { world, get } = await served();
    let answer: (found: LookedUp) => void = () => {};
    world.answer = () => new Promise((resolve) => (answer = resolve));
    const early = get();
    await expect.poll(() => world.asked).toBe(1);
    sayExpired(["claim:b"]);
    const late = get();
    answer(shows("<p>one</p>"));
    await Promise.all([early, late]);
    expect(world.asked).toBe(1);
  });

  test("is kept in the encodings that were asked for, and still sent in each", async () => {
    const { world, get } = await served();
    world.answer = () => shows("<p>one</p>");
    const brotli = await get({ "accept-encoding": "br" });
    const zipped = await get({ "accept-encoding": "gzip" });
    const plain = await get();
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(plain.body.toString()).toContain("one");
    expect(world.asked).toBe(1);
  });
});
