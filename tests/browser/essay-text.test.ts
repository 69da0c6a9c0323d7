import { rm } from "node:fs/promises";
import path from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import type { Role } from "@/lib/accounts/accounts";
import { addByOperator, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { makeClaim } from "@/lib/essays/commands";
import { castVote } from "@/lib/votes/commands";
import { axe, closeBrowser, newPage } from "../support/browser";
import { bringIn } from "../support/essays";
import { testFolder } from "../support/folder";
import { password, signIn } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let dataDir: string;
let text: string;
/** The ids of claims: of two paragraphs, one within another, two of the very same passage. */
let ids: Record<"across" | "inner" | "twice" | "again", string>;

beforeAll(async () => {
  dataDir = await testFolder("text");
  const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
  await migrateDatabase(db);
  const person = async (name: string, role: Role) => {
    const { viewer } = await signUp(createCtx(db), { name, password });
    if (role !== "member") await addByOperator(createCtx(db), { name, role });
    return createCtx(db, { ...viewer, role });
  };
  const ada = await person("Ada", "member");
  const mo = await person("Mo", "moderator");
  const { slug } = await bringIn(await person("Ann", "admin"));
  text = `/essays/${slug}/text`;
  const make = async (exact: string, statement: string) =>
    (await makeClaim(mo, slug, { quote: { exact }, statement, kind: "fact" })).id;
  ids = {
    across: await make("Now we rent it. What it costs Training a model", "Renting is dear."),
    inner: await make("rent it", "It is rented."),
    twice: await make("A licence is a lease.", "Licences end."),
    again: await make("A licence is a lease.", "Licences are no property."),
  };
  await castVote(ada, ids.twice, { value: "disagree" });
  await castVote(mo, ids.twice, { value: "agree" });
  db.close();
  moot = await startMoot({ dataDir });
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const phone = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
const noScript = { javaScriptEnabled: false };

async function as(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(`${moot.url}/signin`);
  await signIn(page, name);
  return page;
}

async function faultsOf(page: Page) {
  const broader = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return { violations: await axe(page), broader: Math.max(0, broader) };
}
const none = { violations: [], broader: 0 };

/** The words that are marked for a claim, piece by piece. */
const markedFor = (page: Page, id: string) => wordsOf(page, `mark[data-passages~="${id}"]`);

/** Without how people voted on them. */
const wordsOf = (page: Page, marks: string) =>
  page.locator(marks).evaluateAll((found) =>
    found.map((mark) => {
      const words = mark.cloneNode(true) as Element;
      for (const marker of words.querySelectorAll("[data-marker]")) marker.remove();
      return words.textContent;
    }),
  );

describe.each([
  ["with JavaScript", {}],
  ["without JavaScript", noScript],
])("a reader on a phone, %s,", (_, options) => {
  test("sees each passage marked in its place: across paragraphs, one in another, two of the same", async () => {
    const page = await newPage({ ...phone, ...options });
    await page.goto(moot.url + text);
    expect((await markedFor(page, ids.across)).join("|")).toBe("Now we |rent it|.|What it costs|Training a model");
    expect(await markedFor(page, ids.inner)).toEqual(["rent it"]);
    expect(await markedFor(page, ids.twice)).toEqual(["A licence is a lease."]);
    expect(await markedFor(page, ids.again)).toEqual(["A licence is a lease."]);
    expect(await page.locator("main button[popovertarget]").count()).toBe(4);
    expect(await page.locator("#text").textContent()).toContain("Training a model");
  });

  test("opens a claim behind its mark, and reads how people voted", async () => {
    const page = await newPage({ ...phone, ...options });
    await page.goto(moot.url + text);
    const note = page.locator(`#note-${ids.twice}`);
    expect(await note.isVisible()).toBe(false);
    const marker = page.getByRole("button", { name: "2 votes: agree 1, unsure 0, disagree 1. Claim: Licences end." });
    await marker.click();
    expect(await note.isVisible()).toBe(true);
    expect(await note.textContent()).toMatch(/Agree 1\s*Unsure 0\s*Disagree 1\s*2 people have voted/);
    await note.getByRole("link", { name: "Vote and argue" }).click();
    expect(new URL(page.url()).pathname).toBe(`/c/${ids.twice}/licences-end`);
    await page.getByRole("link", { name: "read it in the essay" }).click();
    expect(page.url()).toBe(`${moot.url}${text}#c-${ids.twice}`);
    const target = page.locator(`#c-${ids.twice} mark`);
    expect(await target.evaluate((mark) => getComputedStyle(mark).backgroundColor)).not.toBe("rgba(0, 0, 0, 0)");
  });
});

test("the address of a claim shows the whole of its passage, however it is cut up", async () => {
  const page = await newPage();
  await page.goto(`${moot.url}${text}#c-${ids.across}`);
  await page.locator("mark[data-shown]").first().waitFor();
  expect(await wordsOf(page, "mark[data-shown]")).toEqual([
    "Now we ",
    "rent it",
    ".",
    "What it costs",
    "Training a model",
  ]);
});

test("the text and the list lead to each other, and neither page has a fault that axe finds", async () => {
  for (const options of [{}, phone]) {
    const page = await newPage(options);
    await page.goto(moot.url + text);
    expect(await faultsOf(page)).toEqual(none);
    await page.getByRole("button", { name: /Licences end/ }).click();
    expect(await faultsOf(page)).toEqual(none);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Claims", exact: true }).click();
    expect(new URL(page.url()).pathname).toBe(text.replace(/\/text$/, ""));
    expect(await faultsOf(page)).toEqual(none);
    await page.getByRole("link", { name: "“A licence is a lease.”" }).first().click();
    expect(page.url()).toBe(`${moot.url}${text}#c-${ids.twice}`);
  }
});

test("Ada proposes a claim by keyboard alone; Mo makes it; it stands in the text, and Ada is told", async () => {
  const ada = await as("Ada");
  await ada.goto(moot.url + text);
  await ada.getByRole("link", { name: "Ada" }).waitFor();
  // As somebody who moves the caret through the page selects: no mouse.
  await ada.evaluate(() => {
    const words = [...document.querySelectorAll("#text p")].find((p) => p.textContent?.includes("Those who paid"));
    const node = words?.firstChild;
    if (node) getSelection()?.setBaseAndExtent(node, 0, node, "Those who paid keep the weights.".length);
  });
  await ada.locator("[role=status]:visible").getByRole("link", { name: "Propose a claim" }).waitFor();
  await ada.keyboard.press("Tab");
  expect(await ada.evaluate(() => document.activeElement?.textContent)).toBe("Propose a claim");
  await ada.keyboard.press("Enter");
  await ada.waitForURL(/\/propose\?/);
  await ada.getByText("“Those who paid keep the weights.”").waitFor();
  expect(await faultsOf(ada)).toEqual(none);
  await ada.getByLabel("What the essay claims here").focus();
  await ada.keyboard.type("Licences end sooner or later.");
  await ada.getByRole("button", { name: "Propose this claim" }).focus();
  await ada.keyboard.press("Enter");
  await ada.getByRole("link", { name: /This is my claim ?: Licences end\./ }).waitFor();
  expect(await ada.getByLabel("What the essay claims here").inputValue()).toBe("Licences end sooner or later.");
  expect(await faultsOf(ada)).toEqual(none);
  await ada.getByRole("button", { name: "None of these is mine: propose it all the same" }).focus();
  await ada.keyboard.press("Enter");
  await ada.waitForURL(/\/proposals#/);
  await ada.getByText("Waits for a moderator").waitFor();
  expect(await faultsOf(ada)).toEqual(none);

  const mo = await as("Mo");
  await mo.goto(`${moot.url}/moderation`);
  await mo.getByRole("link", { name: "Proposals 1" }).click();
  await mo.getByRole("heading", { name: "Licences end sooner or later." }).waitFor();
  await mo.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) (details as HTMLDetailsElement).open = true;
  });
  expect(await faultsOf(mo)).toEqual(none);
  await mo.getByLabel("Statement").fill("Whoever paid keeps the weights.");
  await mo.getByRole("button", { name: "Make it a claim" }).click();
  await mo.getByRole("heading", { level: 1, name: "Whoever paid keeps the weights." }).waitFor();
  await mo.getByText("Proposed by Ada").waitFor();
  await mo.getByRole("link", { name: "read it in the essay" }).click();
  await mo.getByRole("button", { name: /Whoever paid keeps the weights/ }).waitFor();
  const made = mo.url().split("#c-")[1] ?? "";
  expect(await markedFor(mo, made)).toEqual(["Those who paid keep the weights."]);

  await ada.goto(`${moot.url}/inbox`);
  await ada.getByText("What you proposed is a claim now").waitFor();
  expect(await faultsOf(ada)).toEqual(none);
});

test("Ada proposes without JavaScript, on a phone: she pastes the passage, and withdraws again", async () => {
  const ada = await as("Ada", { ...phone, ...noScript });
  await ada.goto(moot.url + text);
  await ada.getByRole("link", { name: "Propose a claim" }).click();
  await ada.getByLabel("The passage").fill("It costs too much.");
  await ada.getByLabel("What the essay claims here").fill("Prices are out of reach.");
  await ada.getByRole("button", { name: "Propose this claim" }).click();
  await ada.getByText("Which of these").waitFor();
  expect(await ada.getByLabel("What the essay claims here").inputValue()).toBe("Prices are out of reach.");
  await ada.getByRole("radio").last().check();
  await ada.getByRole("button", { name: "Propose this claim" }).click();
  await ada.getByRole("heading", { name: "Your proposals" }).waitFor();
  await ada.getByRole("button", { name: /Withdraw it ?: Prices/ }).click();
  await ada.getByText("Withdrawn").waitFor();
});

test("a stranger is offered the way in, and no page where an essay has no text", async () => {
  const page = await newPage();
  await page.goto(moot.url + text);
  await page.getByRole("link", { name: "Propose a claim" }).click();
  await page.getByText("You are signed out.").waitFor();
  expect((await fetch(moot.url + text.replace("on-owning", "on-nothing"))).status).toBe(404);
});
