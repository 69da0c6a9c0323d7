import { copyFile, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";
import { describe, expect, onTestFinished, test } from "vitest";
import { testFolder } from "../support/folder";
import { mootForTest, startMoot } from "../support/server";

async function folder(): Promise<string> {
  const made = await testFolder("start");
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe("a first start", () => {
  test("ends with the address to open and the link that makes the first admin", async () => {
    const moot = await mootForTest({ seed: "starter" });
    expect(moot.logs()).toMatch(
      /\n {2}http:\/\/localhost:\d+\/first-admin\/[\w-]{20,}\nMoot is open at http:\/\/localhost:\d+\n$/,
    );
    expect(moot.logs()).toContain("33 claims, 13 pieces of evidence");
    expect((await stat(path.join(moot.dataDir, "secret"))).mode & 0o777).toBe(0o600);
  });

  test("brings in what SEED says", async () => {
    const moot = await mootForTest({ seed: "none" });
    expect(await (await fetch(moot.url)).text()).not.toContain("/c/");
  });
});

describe("a second start", () => {
  test("builds nothing, brings in nothing, and keeps its claims and its secret", async () => {
    const dataDir = await folder();
    const first = await startMoot({ dataDir, seed: "claims" });
    const claims = linksIn(await (await fetch(first.url)).text());
    const secret = await readFile(path.join(dataDir, "secret"), "utf8");
    expect(await first.stop()).toBe(0);

    const second = await mootForTest({ dataDir, seed: "claims" });
    expect(second.logs()).not.toContain("Building");
    expect(second.logs()).not.toContain("Brought in");
    expect(linksIn(await (await fetch(second.url)).text())).toEqual(claims);
    expect(await readFile(path.join(dataDir, "secret"), "utf8")).toBe(secret);
  });
});

describe("one build", () => {
  test("shows each database's own claims: none is baked in", async () => {
    const [one, other] = [await mootForTest({ seed: "claims" }), await mootForTest({ seed: "claims" })];
    const [here, there] = [
      linksIn(await (await fetch(one.url)).text()),
      linksIn(await (await fetch(other.url)).text()),
    ];
    expect(here.length).toBeGreaterThan(0);
    expect(here.filter((link) => there.includes(link))).toEqual([]);
    for (const link of here.slice(0, 1)) {
      expect((await fetch(one.url + link)).status).toBe(200);
      expect((await fetch(other.url + link)).status).toBe(404);
    }
  });
});

describe("a start that can't be", () => {
  test("names each variable of the environment that is wrong", async () => {
    await expect(startMoot({ env: { SEED: "everything", LOG_LEVEL: "loud" } })).rejects.toThrow(
      /LOG_LEVEL: [\s\S]*SEED: SEED is starter, claims or none/,
    );
  });

  test("names the migration that fails, and leaves nothing of it behind", async () => {
    const dataDir = await folder();
    const database = path.join(dataDir, "moot.db");
    const client = createClient({ url: `file:${database}` });
    // A table of somebody else's stands where the first migration wants to make its own.
    await client.execute("create table accounts (surprise text)");
    client.close();
    await expect(startMoot({ dataDir })).rejects.toThrow(/the migration 0000_\w+ failed: .*accounts/);
    const after = createClient({ url: `file:${database}` });
    const tables = await after.execute("select name from sqlite_master where type = 'table' and name = 'claims'");
    after.close();
    expect(tables.rows).toEqual([]);
  });
});

describe("a stop", () => {
  test("lets the database's file stand alone", async () => {
    const dataDir = await folder();
    const moot = await startMoot({ dataDir, seed: "claims" });
    expect(await moot.stop()).toBe(0);
    const copied = path.join(dataDir, "copy.db");
    await copyFile(path.join(dataDir, "moot.db"), copied);
    const client = createClient({ url: `file:${copied}` });
    const { rows } = await client.execute("select count(*) as n from claims");
    client.close();
    expect(rows[0]?.n).toBe(33);
  });
});

const linksIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="(\/c\/[^"#?]+)"/g)].map(([, link = ""]) => link)),
];
