import { createHash } from "node:crypto";
import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let claim: string;

beforeAll(async () => {
  moot = await startMoot({ seed: "starter", env: { METRICS_TOKEN: "let-me-read-them" } });
  claim = /href="(\/c\/[^"#?]+)"/.exec(await (await fetch(moot.url)).text())?.[1] ?? "";
});
afterAll(async () => {
  await moot.stop();
});

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

/** A request as it is: nothing added, decoded or followed. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET", body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    http
      .request(moot.url, { path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
      .on("error", reject)
      .end(body);
  });
}

const pages = ["/", "/signin", "/signup", "/search?q=open", "/about", "/nowhere"];

describe("every page", () => {
  test("carries a policy that allows its own inline scripts by their hashes and no others", async () => {
    for (const path of [...pages, claim]) {
      const { headers, body } = await ask(path);
      const policy = String(headers["content-security-policy"]);
      expect(policy, path).not.toContain("unsafe");
      const inline = [...body.toString().matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
      for (const [, code = ""] of inline) {
        expect(policy, path).toContain(`'sha256-${createHash("sha256").update(code).digest("base64")}'`);
      }
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["referrer-policy"], path).toBe("strict-origin-when-cross-origin");
    }
  });

  test("has no inline style and no handler in its markup", async () => {
    for (const path of [...pages, claim]) {
      const html = (await ask(path)).body.toString().replace(/<script[\s\S]*?<\/script>/g, "");
      expect(html, path).not.toMatch(/<[a-z][^>]*\s(?:style|on[a-z]+)=/i);
    }
  });

  test("about something that grows names its feed, which is there", async () => {
    const html = (await ask(claim)).body.toString();
    const essay = /href="(\/essays\/[^"#?]+)/.exec(html)?.[1] ?? "";
    const wanted = {
      "/": "/feeds/site.atom",
      [essay]: `/feeds${essay}.atom`,
      [claim]: `/feeds${claim.split("/", 3).join("/")}.atom`,
      // Whose the starter's evidence is.
      "/u/Editors": "/feeds/u/Editors.atom",
      "/moderation/log": "/moderation/log.atom",
    };
    expect(Object.keys(wanted)).toHaveLength(5);
    for (const [path, feed] of Object.entries(wanted)) {
      const links = (await ask(path)).body
        .toString()
        .matchAll(/<link rel="alternate"[^>]*application\/atom\+xml[^>]*>/g);
      const named = [...links].map(([link]) => new URL(/href="([^"]+)"/.exec(link)?.[1] ?? "", moot.url).pathname);
      expect(named, path).toContain(feed);
      const answer = await ask(feed);
      expect(answer.status, feed).toBe(200);
      expect(answer.headers["content-type"], feed).toContain("application/atom+xml");
    }
  });

  test("reads whole without JavaScript: nothing waits hidden behind it", async () => {
    for (const path of [...pages, claim]) {
      expect((await ask(path)).body.toString(), path).not.toMatch(/<div hidden id="S:|<template id="B:/);
    }
  });
});

describe("a reading page", () => {
  test("is kept for everybody, whatever cookie comes with the request", async () => {
    const { headers } = await ask(claim);
    expect(headers["cache-control"]).toBe("public, max-age=0, s-maxage=1, must-revalidate");
    expect(headers["set-cookie"]).toBeUndefined();
    const withCookie = await ask(claim, { cookie: "next-auth.session-token=anything" });
    expect(withCookie.headers.etag).toBe(headers.etag);
  });

  test("is the same page in every encoding", async () => {
    const plain = await ask(claim);
    expect(gunzipSync((await ask(claim, { "accept-encoding": "gzip" })).body)).toEqual(plain.body);
    expect(brotliDecompressSync((await ask(claim, { "accept-encoding": "gzip, br" })).body)).toEqual(plain.body);
  });

  test("answers 304 to whoever has it, and HEAD without a body", async () => {
    const { headers } = await ask(claim, { "accept-encoding": "br" });
    const known = await ask(claim, { "accept-encoding": "br", "if-none-match": String(headers.etag) });
    expect(known.status).toBe(304);
    const head = await ask(claim, { "accept-encoding": "br" }, "HEAD");
    expect([head.status, head.body.length, head.headers["content-length"]]).toEqual([
      200,
      0,
      headers["content-length"],
    ]);
  });

  test("is the same whatever trackers add to its address", async () => {
    expect((await ask(`${claim}?utm_source=x&fbclid=y`)).headers.etag).toBe((await ask(claim)).headers.etag);
  });

  test("leads from a short or stale address to the right one, for good", async () => {
    const short = claim.split("/").slice(0, 3).join("/");
    for (const address of [short, `${short}/an-older-slug`]) {
      const { status, headers } = await ask(address);
      expect([status, headers.location], address).toEqual([308, claim]);
    }
  });

  test("is read, and its forms are sent; nothing else can be done to it", async () => {
    const { status, headers } = await ask(claim, {}, "PUT");
    expect([status, headers.allow]).toEqual([405, "GET, HEAD, POST"]);
  });

  test("that isn't there is a 404 and no empty page", async () => {
    const { status, body } = await ask("/c/nosuchclm/x");
    expect(status).toBe(404);
    expect(body.toString()).toMatch(/<h1/);
  });
});

describe("what exists inside only", () => {
  test.each([
    "/internal/refresh",
    "/read/home/all",
    "/%72ead/home/all",
    "//read/home/all",
    "/READ/home/all",
    "/%69nternal/refresh",
  ])("%s is not there from outside", async (path) => {
    expect((await ask(path)).status).toBe(404);
    expect(
      (await ask(path, { "x-moot-internal": "x", "content-type": "application/json" }, "POST", '{"tags":[]}')).status,
    ).toBe(404);
  });
});

describe("what browsers load", () => {
  test("comes compressed, never to change", async () => {
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec((await ask("/")).body.toString())?.[1] ?? "";
    const plain = await ask(script);
    const brotli = await ask(script, { "accept-encoding": "br" });
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(plain.headers["content-type"]).toContain("text/javascript");
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  });

  test("reaches no file outside its folder", async () => {
    for (const path of [
      "/_next/static/../../package.json",
      "/_next/static/..%2f..%2fpackage.json",
      "/_next/static/%00",
    ]) {
      expect((await ask(path)).body.toString(), path).not.toContain("dependencies");
    }
  });
});

describe("a request from another site's page", () => {
  test("is refused with a stable code, form or API", async () => {
    for (const [path, method] of [
      ["/signin", "POST"],
      ["/api/v1/claims/x/vote", "PUT"],
    ] as const) {
      const { status, headers, body } = await ask(path, { origin: "https://evil.example" }, method, "x=1");
      expect(status).toBe(403);
      expect(headers["content-type"]).toBe("application/problem+json");
      expect(JSON.parse(body.toString()).code).toBe("origin.foreign");
    }
  });
});

describe("a body that is too large", () => {
  test("is refused by its declared length", async () => {
    const { status, body } = await ask("/api/v1/claims/x/vote", { "content-length": String(5_000_000) }, "PUT");
    expect([status, JSON.parse(body.toString()).code]).toEqual([413, "request.too_large"]);
  });

  test("is refused where it passes the limit undeclared", async () => {
    const status = await new Promise<number>((resolve) => {
      const request = http.request(
        moot.url,
        { path: "/api/v1/claims/x/vote", method: "PUT", headers: { "content-type": "application/json" } },
        (response) => resolve(response.statusCode ?? 0),
      );
      request.on("error", () => {});
      for (let i = 0; i < 20; i++) request.write("x".repeat(100_000));
      request.end();
    });
    expect(status).toBe(413);
  });
});

describe("health", () => {
  test("answers for the process and for the database", async () => {
    expect((await ask("/healthz")).body.toString()).toBe("ok\n");
    expect((await ask("/readyz")).body.toString()).toBe("ready\n");
  });

  test("shows its metrics on the machine itself or to whoever has the token", async () => {
    const open = await ask("/metrics");
    expect(open.status).toBe(200);
    expect(open.body.toString()).toMatch(/moot_front_cache_total\{outcome="hit"\} \d+/);
    expect((await ask("/metrics", { "x-forwarded-for": "203.0.113.9" })).status).toBe(403);
    expect((await ask("/metrics", { "x-forwarded-for": "203.0.113.9", authorization: "Bearer wrong" })).status).toBe(
      403,
    );
    expect(
      (await ask("/metrics", { "x-forwarded-for": "203.0.113.9", authorization: "Bearer let-me-read-them" })).status,
    ).toBe(200);
  });
});
