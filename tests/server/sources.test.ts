import { rm } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { sourceChecks } from "@/db/schema";
import { signUp } from "@/lib/accounts/commands";
import { listClaims } from "@/lib/claims/queries";
import { attach } from "@/lib/contributions/commands";
import { createCtx } from "@/lib/ctx";
import { seed } from "@/lib/interchange/seed";
import { testFolder } from "../support/folder";
import { password } from "../support/people";
import { mootForTest, startMoot } from "../support/server";
import { page, pdf, startSite } from "../support/site";

/** A data folder in which Ada has attached evidence whose sources are at these addresses. */
async function dataWith(...urls: string[]) {
  const dataDir = await testFolder("sources");
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const url = `file:${path.join(dataDir, "moot.db")}`;
  const db = await openDatabase({ url });
  await migrateDatabase(db);
  await seed(db, "claims");
  const { viewer } = await signUp(createCtx(db), { name: "Ada", password });
  const ada = createCtx(db, viewer);
  const { items } = await listClaims(ada, { sort: "essay", cursor: null });
  for (const [i, address] of urls.entries()) {
    await attach(ada, items[i]?.id ?? "", {
      kind: "evidence",
      stance: "supports",
      body: { markdown: `It is said there, ${i}.` },
      source: { url: address, title: "A page", excerpt: "a gap of four months" },
    });
  }
  db.close();
  return { dataDir, url };
}

async function looksIn(url: string) {
  const db = await openDatabase({ url });
  const rows = await db.select().from(sourceChecks);
  db.close();
  return rows;
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a built Moot reads pages and PDFs in a process of its own, and is none the worse for what breaks it", async () => {
  const site = await startSite();
  const text = "There was a gap of four months.";
  const { dataDir, url } = await dataWith(
    site.at("/page", page(text)),
    site.at("/paper", pdf([text])),
    site.at("/broken", pdf([text]).subarray(0, 60)),
    site.at("/inward", (_, res) => res.writeHead(302, { location: "http://127.0.0.1:1/" }).end()),
  );
  const env = { SOURCE_CHECKS: "on", SOURCE_CHECK_ALLOW: `127.0.0.1:${site.port}` };
  const moot = await mootForTest({ dataDir, env });
  const looks = await until(async () => {
    const rows = await looksIn(url);
    return rows.length === 4 ? rows : undefined;
  });
  const found = Object.fromEntries(looks.map((look) => [new URL(look.url).pathname, look.found ?? look.fault]));
  expect(found).toEqual({ "/page": "exact", "/paper": "exact", "/broken": "unreadable", "/inward": "blocked_address" });
  expect((await fetch(`${moot.url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${moot.url}/metrics`)).text()).toMatch(/moot_jobs_total\{outcome="done"\} 4/);
});

test("a look that a stop cuts off is taken up by the next start", async () => {
  const site = await startSite();
  let asked = () => {};
  const underWay = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { dataDir, url } = await dataWith(site.at("/page", () => asked()));
  const env = { SOURCE_CHECKS: "on", SOURCE_CHECK_ALLOW: `127.0.0.1:${site.port}` };
  const first = await startMoot({ dataDir, env });
  await underWay;
  expect(await first.stop()).toBe(0);
  expect(await looksIn(url)).toEqual([]);
  site.at("/page", page("There was a gap of four months."));
  await mootForTest({ dataDir, env });
  const [look] = await until(async () => {
    const rows = await looksIn(url);
    return rows.length > 0 ? rows : undefined;
  });
  expect(look).toMatchObject({ found: "exact" });
});

test("turned off, nothing is looked at, and the rest works", async () => {
  const site = await startSite();
  const { dataDir } = await dataWith(site.at("/page", page("There was a gap of four months.")));
  const moot = await mootForTest({ dataDir, env: { SOURCE_CHECKS: "off" } });
  expect((await fetch(moot.url)).status).toBe(200);
  expect(await (await fetch(`${moot.url}/metrics`)).text()).toMatch(/moot_jobs\{state="due"\} 1/);
  expect(site.asked).toEqual([]);
});
