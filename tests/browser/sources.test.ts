import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { addByOperator } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { axe, closeBrowser, visitor } from "../support/browser";
import { signUp, write } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";
import { openSite, page } from "../support/site";

let moot: RunningMoot;
let site: Awaited<ReturnType<typeof openSite>>;
let ada: Page;
let cora: Page;
let evidence: string;

/** What a page shows of the source to those who compare it. */
const panel = (page: Page) => page.locator(`#source-${evidence.split("/").at(-1)}`);

const head = `<title>On the gap</title><meta name="author" content="Grace Hopper"><meta name="date" content="2026-05-29">`;

beforeAll(async () => {
  site = await openSite();
  site.at("/page", page("In 2026 the gap was about four months — on average.", head));
  moot = await startMoot({
    seed: "starter",
    env: { SOURCE_CHECKS: "on", SOURCE_CHECK_ALLOW: `127.0.0.1:${site.port}` },
  });
  ada = await visitor();
  cora = await visitor();
  await ada.goto(`${moot.url}/signup`);
  await signUp(ada, "Ada");
  // A server that has just begun looks at no sources yet.
  const lookUp = () => ada.request.post(`${moot.url}/api/v1/sources/look-up`, { data: { url: `${site.url}/page` } });
  const ready = async () => expect((await (await lookUp()).json()).author).toBe("Grace Hopper");
  await vi.waitFor(ready, { timeout: 20_000, interval: 300 });
  await cora.goto(`${moot.url}/signup`);
  await signUp(cora, "Cora");
  const db = await openDatabase({ url: `file:${moot.database}` });
  await addByOperator(createCtx(db), { name: "Cora", role: "curator" });
  db.close();
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
  await site.close();
});

describe("Ada cites a page", () => {
  test("and the form fills itself with what the page says, but for what she typed", async () => {
    await ada.goto(moot.url);
    await ada.getByRole("main").getByRole("heading", { level: 3 }).first().getByRole("link").click();
    await ada.waitForURL(/\/c\//);
    await ada.getByText("Add evidence for", { exact: false }).first().click();
    const form = ada.locator("form:has([name='source.url']):visible");
    await form.getByLabel("Title").fill("My own title");
    await form.getByLabel("Address of the source").fill(`${site.url}/page`);
    await form.getByLabel("Title").focus();
    await form.getByText("Filled from the page: author, date.", { exact: false }).waitFor();
    expect(await form.getByLabel("Title").inputValue()).toBe("My own title");
    expect(await form.getByLabel("Author").inputValue()).toBe("Grace Hopper");
    expect(await form.getByLabel("Date, or the year alone").inputValue()).toBe("2026-05-29");
    await form.getByLabel("Author").fill("Rear Admiral Hopper");
    await form.getByText("Filled from the page: date.", { exact: false }).waitFor();
  });

  test("and attaches it", async () => {
    const form = ada.locator("form:has([name='source.url']):visible");
    await form.getByLabel("The exact words you rely on").fill("the gap was about four months - on average");
    await write(ada, "form:has([name='source.url']):visible", /^In your own words/, "It says what the claim says.");
    await form.getByRole("button", { name: "Attach evidence" }).click();
    await ada.waitForURL(/\/e\//);
    evidence = ada.url();
  });
});

describe("Cora, a curator,", () => {
  test("sees the passage with the excerpt marked, and what the page says of itself", async () => {
    const desk = `${moot.url}/moderation/${evidence.split("/").at(-1)}`;
    await cora.goto(desk);
    const mark = panel(cora).locator("mark");
    while ((await mark.count()) === 0) await cora.reload();
    expect(await mark.textContent()).toBe("the gap was about four months — on average");
    await panel(cora).getByText("but for white space, quotes, dashes or capitals", { exact: false }).waitFor();
    expect(await axe(cora)).toEqual([]);
  });

  test("confirms it by a button, and readers are told", async () => {
    await panel(cora).getByRole("button", { name: "It says just this" }).click();
    await panel(cora).getByText("Now: Quote verified by a curator").waitFor();
    const reader = await visitor({ javaScriptEnabled: false });
    await reader.goto(evidence);
    await reader.getByText("Quote verified by a curator").waitFor();
    await reader.goto(`${moot.url}/moderation/log`);
    await reader.getByText("Checked the quotation of", { exact: false }).first().waitFor();
  });

  test("attaches an archived copy, without JavaScript too", async () => {
    await panel(cora).getByText("Attach an archived copy").click();
    await panel(cora).getByLabel("Address of the copy").fill("https://web.archive.org/web/2026/page");
    await panel(cora).getByRole("button", { name: "Keep this copy" }).click();
    await panel(cora).getByText("Another archived copy").waitFor();
    const context = await visitor({ javaScriptEnabled: false, storageState: await cora.context().storageState() });
    await context.goto(cora.url());
    await panel(context).getByRole("button", { name: "It says this in other words" }).click();
    await panel(context).getByText("Now: Paraphrase").waitFor();
  });
});

test("Ada sees on her own page what was found", async () => {
  await ada.goto(`${evidence}/edit`);
  await ada.getByRole("heading", { name: "What was found at the address" }).waitFor();
  expect(await ada.locator("mark").textContent()).toBe("the gap was about four months — on average");
});
