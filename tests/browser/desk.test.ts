import { rm } from "node:fs/promises";
import path from "node:path";
import { eq, isNotNull } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { accounts, claims, contributions, decisions, takes } from "@/db/schema";
import { addByOperator, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { flag } from "@/lib/curation/commands";
import { seed } from "@/lib/interchange/seed";
import { axe, closeBrowser, visitor } from "../support/browser";
import { contributionOf } from "../support/debate";
import { testFolder } from "../support/folder";
import { password, signIn } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let dataDir: string;
let carla: Page;
let flagged: string;

const many = 50;

beforeAll(async () => {
  dataDir = await testFolder("desk");
  const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
  await migrateDatabase(db);
  await seed(db, "claims");
  await fill(db);
  db.close();
  moot = await startMoot({ dataDir });
  carla = await curator("Carla");
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Fifty that wait, of which one is flagged, and people to decide about them. */
async function fill(db: Database) {
  const person = async (name: string, role?: "curator" | "moderator") => {
    const { viewer } = await signUp(createCtx(db), { name, password });
    if (role) await addByOperator(createCtx(db), { name, role });
    return createCtx(db, viewer);
  };
  const ada = await person("Ada");
  const bob = await person("Bob");
  await person("Carla", "curator");
  await person("Dora", "curator");
  await person("Max", "moderator");
  const all = await db.select().from(claims).limit(7);
  for (let n = 0; n < many; n++) {
    const claim = all[n % all.length];
    if (!claim || !ada.viewer) throw new Error("nothing to attach to");
    const it = await contributionOf(db, claim, ada.viewer, {
      text: `The survey number ${n} says so.`,
      source: { url: `https://example.org/survey/${n}`, title: `Survey ${n}`, excerpt: "It says so." },
      at: new Date(Date.UTC(2026, 9, 1 + (n % 20), 12)),
    });
    if (n === 30) {
      await flag(bob, it.id, { reason: "misquotes", text: "It says the contrary." });
      flagged = it.id;
    }
  }
}

async function curator(name: string, options = {}): Promise<Page> {
  const page = await visitor(options);
  await page.goto(`${moot.url}/signin?next=/moderation`);
  await signIn(page, name);
  await page.locator("article:not([hidden])").waitFor();
  return page;
}

/** What the database holds just now, read beside the server. */
async function stored<T>(read: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url: `file:${moot.database}` });
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

/** What was decided about contributions. */
const decided = () =>
  stored((db) => db.select().from(decisions).where(isNotNull(decisions.contribution)).orderBy(decisions.rowId));
/** The next item is there before the decision is stored. */
const patiently = { timeout: 10_000 };

const onDesk = (page: Page) => page.locator("article:not([hidden])");
const idOnDesk = async (page: Page) => (await onDesk(page).getAttribute("id"))?.replace("desk-", "") ?? "";
/** Presses a key, and waits until something else is on the desk. */
async function press(page: Page, ...keys: string[]) {
  const before = await idOnDesk(page);
  for (const key of keys) await page.keyboard.press(key);
  await page.locator(`article:not([hidden]):not(#desk-${before})`).waitFor();
}
const ready = (page: Page) => page.getByRole("button", { name: "Keys" }).first().waitFor();

describe("Carla, who has no mouse,", () => {
  test("has the flagged one first, with who flagged it and why", async () => {
    await ready(carla);
    expect(await idOnDesk(carla)).toBe(flagged);
    await onDesk(carla).getByText("It says the contrary.").waitFor();
    await onDesk(carla).getByRole("heading", { name: "One flag" }).waitFor();
    await carla.getByText(`1 of ${many}`).waitFor();
  });

  test("takes what she opened", async () => {
    await expect
      .poll(
        () => stored((db) => db.select().from(takes).innerJoin(accounts, eq(accounts.rowId, takes.account))),
        patiently,
      )
      .toMatchObject([{ accounts: { name: "Carla" } }]);
  });

  test("rejects by a digit, and takes it back with one key", async () => {
    await carla.keyboard.press("r");
    await carla.keyboard.press("2");
    await press(carla, "Enter");
    expect(await idOnDesk(carla)).not.toBe(flagged);
    await onDesk(carla)
      .getByText(/^Rejected:/)
      .waitFor();
    await press(carla, "u");
    expect(await idOnDesk(carla)).toBe(flagged);
    expect(await decided()).toMatchObject([
      { action: "decide", to: "rejected", reasonCode: "misrepresents", byRole: "curator" },
      { action: "undo", to: "unreviewed" },
    ]);
  });

  test("skips, and keeps what she had begun to write", async () => {
    const first = await idOnDesk(carla);
    await carla.keyboard.press("n");
    await carla.keyboard.type("Which s");
    // Keys that are typed are words.
    expect(await idOnDesk(carla)).toBe(first);
    await carla.keyboard.press("Escape");
    await press(carla, "s");
    await carla.reload();
    await ready(carla);
    expect(await idOnDesk(carla)).toBe(first);
    await carla.keyboard.press("n");
    await carla.keyboard.type("urvey?");
    await press(carla, "Control+Enter");
    await expect
      .poll(() => stored((db) => db.select().from(contributions).where(eq(contributions.id, first))), patiently)
      .toMatchObject([{ state: "needs-source", stateReasonText: "Which survey?" }]);
  });

  test("looks up the keys, and can switch them off", async () => {
    await carla.keyboard.press("?");
    const help = carla.getByRole("dialog", { name: "Keys of the desk" });
    await help.waitFor();
    expect(await axe(carla)).toEqual([]);
    await help.getByRole("checkbox").press("Space");
    await carla.keyboard.press("Escape");
    const before = await idOnDesk(carla);
    await carla.keyboard.press("s");
    expect(await idOnDesk(carla)).toBe(before);
    await onDesk(carla).getByRole("button", { name: "Keys" }).press("Enter");
    await help.getByRole("checkbox").press("Space");
    await carla.keyboard.press("Escape");
  });

  test("clears all the others", { timeout: 180_000 }, async () => {
    for (let n = 0; (await onDesk(carla).count()) > 0 && n < many + 10; n++) {
      const before = await idOnDesk(carla);
      await carla.keyboard.press(n % 3 ? "a" : "r");
      if (n % 3 === 0) {
        await carla.keyboard.press("1");
        await carla.keyboard.press("Enter");
      }
      await carla.locator(`#desk-${before}:not([hidden])`).waitFor({ state: "detached" });
      await onDesk(carla).or(carla.getByText("Nothing waits.")).first().waitFor();
    }
    await carla.getByText("Nothing waits.").waitFor();
    await carla.getByRole("heading", { name: "Decided lately" }).waitFor();
    const states = await stored((db) => db.select({ state: contributions.state }).from(contributions));
    expect(states.filter(({ state }) => state === "unreviewed")).toEqual([]);
    expect(states).toHaveLength(many);
    expect(await decided()).toHaveLength(many + 2);
  });
});

describe("Two curators at one item:", () => {
  test("the second is told what the first decided, keeps what was typed, and goes on", async () => {
    const [first = ""] = await again(2);
    const dora = await curator("Dora");
    await ready(dora);
    await carla.goto(`${moot.url}/moderation/${first}`);
    await ready(carla);
    expect(await idOnDesk(dora)).toBe(first);
    await dora.keyboard.press("n");
    await dora.keyboard.type("On which page?");
    await press(carla, "a");
    await onDesk(carla)
      .getByText(/^Accepted:/)
      .waitFor();
    await dora.keyboard.press("Control+Enter");
    await dora.getByText("Somebody else was faster.").waitFor();
    expect(await idOnDesk(dora)).toBe(first);
    await dora.getByText(/It is now accepted, by a curator/).waitFor();
    expect(await onDesk(dora).getByLabel("What is missing?").inputValue()).toBe("On which page?");
    await onDesk(dora).getByRole("button", { name: "Show it as it is now" }).click();
    await dora.getByText("Somebody else was faster.").waitFor({ state: "hidden" });
    await dora.keyboard.press("n");
    expect(await onDesk(dora).getByLabel("What is missing?").inputValue()).toBe("On which page?");
    await press(dora, "Control+Enter");
    await expect
      .poll(() => stored((db) => db.select().from(contributions).where(eq(contributions.id, first))), patiently)
      .toMatchObject([{ state: "needs-source" }]);
  });
});

/** Some of them wait anew. */
async function again(count: number): Promise<string[]> {
  const max = await curatorsToken("Max");
  const rows = await stored((db) => db.select().from(contributions).where(eq(contributions.state, "accepted")));
  const ids = rows.slice(0, count).map(({ id }) => id);
  for (const row of rows.slice(0, count)) {
    const answer = await max("POST", `/contributions/${row.id}/decisions`, { to: "undo", version: row.version });
    expect(answer.status).toBe(200);
  }
  return ids;
}

/** The API on somebody's behalf. */
async function curatorsToken(name: string) {
  const page = await visitor();
  await page.goto(`${moot.url}/signin?next=/moderation`);
  await signIn(page, name);
  return (method: string, address: string, body: unknown) =>
    page.evaluate(
      async ({ method, address, body }) => {
        const answer = await fetch(`/api/v1${address}`, {
          method,
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        });
        return { status: answer.status };
      },
      { method, address, body },
    );
}

test("The desk and its list are accessible, wide and light as well as narrow and dark, with a form open", async () => {
  await again(4);
  const max = await curator("Max");
  for (const [width, colorScheme] of [
    [1280, "light"],
    [360, "dark"],
  ] as const) {
    await max.setViewportSize({ width, height: 800 });
    await max.emulateMedia({ colorScheme });
    for (const address of ["/moderation", "/moderation?kind=evidence", "/moderation?view=list&select=all"]) {
      await max.goto(moot.url + address);
      await max.getByRole("navigation", { name: "Your account" }).getByText("Max").waitFor();
      if (!address.includes("list")) await onDesk(max).locator("summary", { hasText: "Reject" }).click();
      expect(await axe(max), `${address} at ${width}`).toEqual([]);
      expect(await max.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBeLessThanOrEqual(
        0,
      );
    }
  }
});

test("Without JavaScript Max takes, decides, undoes, skips, and removes many as spam", async () => {
  const max = await visitor({ javaScriptEnabled: false });
  await max.goto(`${moot.url}/signin?next=/moderation`);
  await signIn(max, "Max");
  const first = await idOnDesk(max);
  await onDesk(max).getByRole("button", { name: "Take it for ten minutes" }).click();
  await max.waitForLoadState();
  await onDesk(max).getByRole("button", { name: "Accept" }).click();
  await max.locator(`article:not([hidden]):not(#desk-${first})`).waitFor();
  await onDesk(max).getByRole("button", { name: "Undo" }).click();
  await max.waitForURL(new RegExp(first));
  await max.goto(`${moot.url}/moderation`);
  const before = await idOnDesk(max);
  await onDesk(max).getByRole("link", { name: "Skip" }).click();
  await max.locator(`article:not([hidden]):not(#desk-${before})`).waitFor();
  await max.goto(`${moot.url}/moderation?view=list`);
  await max.getByRole("link", { name: /^Tick all/ }).click();
  await max.getByRole("button", { name: "Remove as spam" }).click();
  await max.getByText(/^(\d+) of \1 decided\.$/).waitFor();
  const rows = await stored((db) => db.select().from(decisions).where(eq(decisions.to, "removed")));
  expect(rows.length).toBeGreaterThan(1);
});
