import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nginxIsThere } from "@/cli/bench/nginx";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { signUp } from "@/lib/accounts/commands";
import { listClaims } from "@/lib/claims/queries";
import { createCtx } from "@/lib/ctx";
import { seed } from "@/lib/interchange/seed";
import { paths } from "@/lib/paths";
import { sessionCookieFor, sessionCookieName } from "@/lib/web/session-cookie";
import { testFolder } from "../support/folder";
import { type Nginx, startNginx } from "../support/nginx";
import { password } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

const env = { NEXTAUTH_SECRET: "the secret of the Moot behind nginx", NEXTAUTH_URL: "https://moot.example" };

describe.runIf(nginxIsThere)("Behind nginx, with the configuration in docs/nginx.conf,", () => {
  let moot: RunningMoot;
  let nginx: Nginx;
  let dataDir: string;
  let claim: { id: string; slug: string };
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    Object.assign(process.env, env);
    dataDir = await testFolder("behind-nginx");
    const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
    await migrateDatabase(db);
    await seed(db, "starter");
    for (const name of ["Ada", "Bob"]) {
      const { viewer, session } = await signUp(createCtx(db), { name, password });
      cookies[name] = `${sessionCookieName()}=${await sessionCookieFor(session, viewer)}`;
    }
    const [first] = (await listClaims(createCtx(db), { sort: "essay", cursor: null })).items;
    if (!first) throw new Error("no claims");
    claim = first;
    db.close();
    moot = await startMoot({ dataDir, env });
    nginx = await startNginx(Number(new URL(moot.url).port));
  });
  afterAll(async () => {
    await nginx.stop();
    await moot.stop();
    await rm(dataDir, { recursive: true, force: true });
    for (const name of Object.keys(env)) delete process.env[name];
  });

  const as = (name: "Ada" | "Bob") => ({ Cookie: cookies[name] ?? "" });
  const vote = (name: "Ada" | "Bob", value: string, more: Record<string, string> = {}) =>
    nginx.ask(
      `/api/v1/claims/${claim.id}/vote`,
      { ...as(name), Origin: "https://moot.example", "Content-Type": "application/json", ...more },
      "PUT",
      JSON.stringify({ value }),
    );

  test("reading pages come from the proxy's memory, compressed by Moot, and are never older than a second", async () => {
    const page = () => nginx.ask(paths.claim(claim), { "Accept-Encoding": "br" });
    await page();
    const [one, other] = [await page(), await page()];
    expect(one.status).toBe(200);
    expect(one.headers["content-encoding"]).toBe("br");
    expect([one, other].map(({ headers }) => headers["x-cache-status"])).toContain("HIT");
    const known = { "Accept-Encoding": "br", "If-None-Match": other.headers.etag ?? "" };
    expect((await nginx.ask(paths.claim(claim), known)).status).toBe(304);
    const plain = await nginx.ask(paths.claim(claim));
    expect(plain.headers["content-encoding"]).toBeUndefined();

    const said = "Attached behind the proxy.";
    const attached = await nginx.ask(
      `/api/v1/claims/${claim.id}/contributions`,
      { ...as("Ada"), Origin: "https://moot.example", "Content-Type": "application/json" },
      "POST",
      JSON.stringify({ kind: "rebuttal", body: { markdown: said } }),
    );
    expect(attached.status).toBe(201);
    await expect.poll(async () => (await nginx.ask(paths.claim(claim))).text, { timeout: 5000 }).toContain(said);
  });

  test("no reader is shown another's page", async () => {
    const own = await nginx.ask("/settings", as("Ada"));
    expect([own.status, own.text.includes("Ada")]).toEqual([200, true]);
    const [bobs, strangers] = [await nginx.ask("/settings", as("Bob")), await nginx.ask("/settings")];
    expect(bobs.text).toContain("Bob");
    for (const { text } of [bobs, strangers]) expect(text).not.toContain("Ada");
    const layer = `/api/v1/viewer?path=${encodeURIComponent(paths.claim(claim))}`;
    await vote("Ada", "agree");
    expect(JSON.parse((await nginx.ask(layer, as("Ada"))).text)).toMatchObject({ viewer: { name: "Ada" } });
    expect(JSON.parse((await nginx.ask(layer, as("Bob"))).text)).toMatchObject({ viewer: { name: "Bob" }, votes: {} });
    // Read by somebody who is signed in, and by a stranger after her.
    expect((await nginx.ask(paths.claim(claim), as("Ada"))).text).not.toContain("Your vote: agree");
    expect((await nginx.ask(paths.claim(claim))).text).not.toContain("Your vote: agree");
  });

  test("who claims to come from elsewhere counts as who they are", async () => {
    const tries = [];
    for (let i = 0; i < 40; i++) {
      const headers = { "Content-Type": "application/json", "X-Forwarded-For": `198.51.100.${i}` };
      tries.push(await nginx.ask("/api/v1/claims", { ...headers, "X-Forwarded-Host": "evil.example" }));
    }
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([200]));
    expect(tries[0]?.text).toContain("https://moot.example/c/");
    expect(tries[0]?.text).not.toContain("evil.example");
  });

  test("a flood of writes is slowed down, and reading goes on", async () => {
    const floods = await Promise.all(Array.from({ length: 160 }, (_, i) => vote("Bob", i % 2 ? "agree" : "disagree")));
    const refused = floods.filter(({ status }) => status === 429).length;
    expect(refused).toBeGreaterThan(0);
    expect(floods.length - refused).toBeGreaterThanOrEqual(90);
    expect((await nginx.ask(paths.claim(claim))).status).toBe(200);
  });

  test("what runs the house is not to be seen from outside, and plain HTTP leads to TLS", async () => {
    expect((await nginx.ask("/metrics")).status).toBe(404);
    const answer = await fetch(`${nginx.plain}/about`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([301, "https://moot.example/about"]);
    const secure = await nginx.ask("/about");
    expect(secure.headers["strict-transport-security"]).toMatch(/^max-age=\d+/);
    expect(secure.headers["content-security-policy"]).toContain("default-src");
  });

  test("while Moot is away, what was read can be read", async () => {
    await nginx.ask(paths.claim(claim));
    await moot.kill9();
    const page = async () => {
      const { status, headers } = await nginx.ask(paths.claim(claim));
      return [status, headers["x-cache-status"]];
    };
    await expect.poll(page, { timeout: 5000 }).toEqual([200, "STALE"]);
    expect((await vote("Ada", "unsure")).status).toBeGreaterThanOrEqual(500);
  });
});
