import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublic, parseAllowed, whyBlocked } from "@/lib/sources/addresses";
import { type FetchOptions, fetchPage } from "@/lib/sources/fetch";
import type { Address } from "@/lib/sources/resolve";
import { startSite } from "../support/site";

const moot = { userAgent: "Moot, in a test" };

describe("an address that may be connected to", () => {
  test.each([
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::10.0.0.1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "not an address",
    "",
  ])("is not %s", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"])("is %s", (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test("has a port of the web, unless it is named", () => {
    const allowed = parseAllowed("wiki.example, wiki.intern:3000 10.2.0.0/16 [fd00::1]:80 10.9.9.9");
    const blocked = (host: string, port: number, address: string) => whyBlocked({ host, port, address }, allowed);
    expect(blocked("a.example", 25, "8.8.8.8")).toBe("blocked_port");
    expect(blocked("a.example", 8443, "8.8.8.8")).toBeUndefined();
    expect(blocked("wiki.example", 25, "10.0.0.1")).toBeUndefined();
    expect(blocked("wiki.intern", 3000, "192.168.3.4")).toBeUndefined();
    expect(blocked("wiki.intern", 3001, "192.168.3.4")).toBe("blocked_address");
    expect(blocked("b.example", 9000, "10.2.3.4")).toBeUndefined();
    expect(blocked("b.example", 80, "10.3.3.4")).toBe("blocked_address");
    expect(blocked("b.example", 80, "10.9.9.9")).toBeUndefined();
    expect(blocked("fd00::1", 80, "fd00::1")).toBeUndefined();
    expect(blocked("b.example", 80, "::ffff:10.2.3.4")).toBe("blocked_address");
  });

  test("and a list of them that can't be read is refused", () => {
    for (const wrong of ["10.0.0.0/99", "a b:c", "http://wiki.intern/", "[nonsense]:80"]) {
      expect(() => parseAllowed(wrong), wrong).toThrow();
    }
  });
});

/** The fault with which fetching ends, or the status. */
const outcome = (url: string, options: Partial<FetchOptions>) =>
  fetchPage(url, { ...moot, allowed: parseAllowed(""), ...options }).then(
    ({ status }) => status,
    (error) => error.fault,
  );

describe("fetching", () => {
  test("a page of a site that may be reached, saying who asks and nothing else", async () => {
    const site = await startSite();
    const url = site.at("/page", "<p>Here.</p>");
    const fetched = await fetchPage(`${url}?q=1#part`, { ...moot, allowed: site.allowed });
    expect(fetched).toMatchObject({ url: `${url}?q=1`, status: 200, contentType: "text/html; charset=utf-8" });
    expect(fetched.body.toString()).toBe("<p>Here.</p>");
    const headers = site.asked[0]?.headers ?? {};
    expect(headers["user-agent"]).toBe(moot.userAgent);
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["cookie"]));
    expect(Object.keys(headers).sort()).toEqual(["accept", "accept-encoding", "connection", "host", "user-agent"]);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://127.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://①②⑦.⓪.⓪.①/",
  ])("%s is refused, whatever form it has", async (url) => {
    expect(await outcome(url, {})).toBe("blocked_address");
  });

  test.each([
    "file:///etc/passwd",
    "ftp://example.org/",
    "gopher://example.org/",
    "javascript:1",
    "data:,x",
    "nonsense",
  ])("%s is no address of the web", async (url) => {
    expect(await outcome(url, {})).toBe("bad_address");
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://169.254.169.254/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://10.0.0.1/",
    "//[::1]/",
  ])("a redirect to %s is refused", async (to) => {
    const site = await startSite();
    const url = site.at("/", (_, res) => res.writeHead(302, { location: to }).end());
    expect(await outcome(url, { allowed: site.allowed })).toBe("blocked_address");
  });

  test("a redirect to a file is refused, one to a page followed, five followed, six not", async () => {
    const site = await startSite();
    const { allowed } = site;
    expect(await outcome(site.at("/file", to("file:///etc/passwd")), { allowed })).toBe("bad_address");
    site.at("/0", "<p>The end.</p>");
    for (const step of [1, 2, 3, 4, 5, 6]) site.at(`/${step}`, to(`/${step - 1}`));
    expect(await fetchPage(`${site.url}/5`, { ...moot, allowed })).toMatchObject({ url: `${site.url}/0`, status: 200 });
    expect(await outcome(`${site.url}/6`, { allowed })).toBe("too_many_redirects");
  });

  test("a redirect takes no name and password along", async () => {
    const site = await startSite();
    site.at("/to", "<p>Here.</p>");
    const url = site.at("/from", to(`http://ada:secret@127.0.0.1:${site.port}/to`));
    expect((await fetchPage(url, { ...moot, allowed: site.allowed })).url).toBe(`${site.url}/to`);
    expect(site.asked[1]?.headers.authorization).toBeUndefined();
  });

  test("a name that leads to a private address is refused, among public ones too", async () => {
    const resolve = async (): Promise<Address[]> => [at("93.184.216.34"), at("10.0.0.1")];
    expect(await outcome("http://sneaky.example/", { resolve })).toBe("blocked_address");
    expect(await outcome("http://six.example/", { resolve: async () => [at("::ffff:10.0.0.1", 6)] })).toBe(
      "blocked_address",
    );
    expect(await outcome("http://nothing.example/", { resolve: async () => [] })).toBe("no_such_host");
  });

  test("a name that the operator has named is found as the machine finds it, any other only by DNS", async () => {
    const site = await startSite();
    site.at("/page", "<p>Here.</p>");
    const url = `http://localhost:${site.port}/page`;
    expect(await outcome(url, { allowed: parseAllowed(`localhost:${site.port}`) })).toBe(200);
    expect(["no_such_host", "no_way_out", "blocked_address", "timeout"]).toContain(await outcome(url, {}));
    expect(site.asked).toHaveLength(1);
  });

  test("where there is no such name, or no DNS, is told apart", async () => {
    const failing = (code: string) => ({ resolve: () => Promise.reject(Object.assign(new Error(code), { code })) });
    for (const code of ["ENOTFOUND", "ENODATA"]) {
      expect(await outcome("http://no.example/", failing(code))).toBe("no_such_host");
    }
    for (const code of ["ECONNREFUSED", "ETIMEOUT", "ESERVFAIL", "EAI_AGAIN"]) {
      expect(await outcome("http://no.example/", failing(code))).toBe("no_way_out");
    }
  });

  test("a name is asked for once a request, and what was checked is what is connected to", async () => {
    const site = await startSite();
    site.at("/page", "<p>Here.</p>");
    let asked = 0;
    // The first answer may be reached, every later one leads elsewhere.
    const resolve = async () => [at(++asked === 1 ? "127.0.0.1" : "127.0.0.2")];
    const allowed = parseAllowed("127.0.0.1");
    const url = `http://turning.example:${site.port}/page`;
    expect(await outcome(url, { allowed, resolve })).toBe(200);
    expect(asked).toBe(1);
    expect(site.asked[0]?.headers.host).toBe(`turning.example:${site.port}`);
    expect(await outcome(url, { allowed, resolve })).toBe("blocked_address");
  });

  test("a name that turns private between a page and where it leads is refused there", async () => {
    const site = await startSite();
    site.at("/page", to("/further"));
    let asked = 0;
    const resolve = async () => [at(++asked === 1 ? "127.0.0.1" : "10.0.0.1")];
    const url = `http://turning.example:${site.port}/page`;
    expect(await outcome(url, { allowed: parseAllowed("127.0.0.1"), resolve })).toBe("blocked_address");
    expect(site.asked).toHaveLength(1);
  });

  test("what is slow is given up, before its headers, within them and within its body", async () => {
    const site = await startSite();
    const options = { allowed: site.allowed, timeout: 300 };
    expect(
      await outcome(
        site.at("/silent", () => {}),
        options,
      ),
    ).toBe("timeout");
    const dripping = site.at("/drip", (_, res) => {
      res.writeHead(200, { "content-type": "text/html" });
      const drip = setInterval(() => res.write("<p>"), 20);
      res.on("close", () => clearInterval(drip));
    });
    expect(await outcome(dripping, options)).toBe("timeout");
    const headers = site.at("/headers", (req) => {
      req.socket.write("HTTP/1.1 200 OK\r\n");
      const drip = setInterval(() => req.socket.write("X-More: 1\r\n"), 20);
      req.socket.on("close", () => clearInterval(drip));
    });
    expect(await outcome(headers, options)).toBe("timeout");
    expect(await outcome("http://a.example/", { ...options, resolve: () => new Promise(() => {}) })).toBe("timeout");
  });

  test("what has no end is cut off at the limit", async () => {
    const site = await startSite();
    let sent = 0;
    const url = site.at("/endless", (_, res) => {
      const more = () => {
        while (!res.destroyed && res.write("x".repeat(65_536))) sent += 65_536;
        sent += 65_536;
      };
      res.on("drain", more);
      more();
    });
    expect(await outcome(url, { allowed: site.allowed })).toBe("too_large");
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test("what says that it is too long is not begun", async () => {
    const site = await startSite();
    const url = site.at("/long", (_, res) => res.writeHead(200, { "content-length": "99999999" }).write("x"));
    expect(await outcome(url, { allowed: site.allowed })).toBe("too_large");
  });

  test("what is packed is unpacked up to the limit, and no further", async () => {
    const site = await startSite();
    const { allowed } = site;
    const packed = (encoding: string, body: Buffer) => (_: unknown, res: import("node:http").ServerResponse) =>
      void res.writeHead(200, { "content-type": "text/html", "content-encoding": encoding }).end(body);
    const text = Buffer.from("<p>Packed.</p>");
    const read = async (path: string) => (await fetchPage(site.url + path, { ...moot, allowed })).body.toString();
    site.at("/gzip", packed("gzip", gzipSync(text)));
    site.at("/br", packed("br", brotliCompressSync(text)));
    site.at("/twice", packed("gzip, br", brotliCompressSync(gzipSync(text))));
    expect(await Promise.all(["/gzip", "/br", "/twice"].map(read))).toEqual(Array(3).fill("<p>Packed.</p>"));

    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await outcome(site.at("/bomb", packed("gzip", bomb)), { allowed })).toBe("too_large");
    const nested = packed("gzip, gzip", gzipSync(bomb));
    expect(await outcome(site.at("/nested", nested), { allowed })).toBe("too_large");
    expect(await outcome(site.at("/odd", packed("zstd", text)), { allowed })).toBe("broken_answer");
    expect(await outcome(site.at("/not", packed("gzip", text)), { allowed })).toBe("broken_answer");
    expect(await outcome(site.at("/many", packed("gzip,gzip,gzip", text)), { allowed })).toBe("broken_answer");
  });

  test("huge headers, nonsense and a connection that breaks off are faults, nothing more", async () => {
    const site = await startSite();
    const { allowed } = site;
    const raw = (text: string) => (req: import("node:http").IncomingMessage) => void req.socket.end(text);
    const huge = site.at("/huge", raw(`HTTP/1.1 200 OK\r\nX-Huge: ${"x".repeat(100_000)}\r\n\r\n`));
    expect(await outcome(huge, { allowed })).toBe("broken_answer");
    expect(await outcome(site.at("/nonsense", raw("nonsense\r\n\r\n")), { allowed })).toBe("broken_answer");
    const short = raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort");
    expect(await outcome(site.at("/short", short), { allowed })).toBe("no_answer");
    expect(await outcome("http://127.0.0.1:9/", { allowed: parseAllowed("127.0.0.1:9") })).toBe("no_answer");
  });

  test("a status is told, and its body left alone", async () => {
    const site = await startSite();
    const url = site.at("/gone", (_, res) => res.writeHead(410).end("gone"));
    const fetched = await fetchPage(url, { ...moot, allowed: site.allowed });
    expect({ status: fetched.status, length: fetched.body.length }).toEqual({ status: 410, length: 0 });
  });
});

test("no address that is written in numbers reaches a private one", async () => {
  const privately = fc.oneof(
    fc.integer({ min: 0x7f000000, max: 0x7fffffff }),
    fc.integer({ min: 0x0a000000, max: 0x0affffff }),
    fc.integer({ min: 0xc0a80000, max: 0xc0a8ffff }),
  );
  const forms = [
    (n: number) => String(n),
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0${n.toString(8)}`,
    (n: number) => `[::ffff:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
    (n: number) => `[64:ff9b::${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
    (n: number) => `[2002:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}::1]`,
    (n: number) => `[::${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
  ];
  await fc.assert(
    fc.asyncProperty(privately, fc.constantFrom(...forms), async (number, form) => {
      expect(await outcome(`http://${form(number)}/`, {})).toBe("blocked_address");
    }),
  );
});

const at = (address: string, family = 4): Address => ({ address, family });
const to = (location: string) => (_: unknown, res: import("node:http").ServerResponse) =>
  void res.writeHead(302, { location }).end();
