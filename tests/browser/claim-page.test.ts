import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import { signIn } from "../support/people";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;
let ada: Page;
let mo: Page;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
  ada = await visitor();
  await ada.goto(`${moot.url}/signin`);
  await signIn(ada, "Ada");
  mo = await visitor();
  await mo.goto(`${moot.url}/signin`);
  await signIn(mo, "Mo");
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

const vote = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const at = (url: string) => new URL(url, moot.url).pathname;

describe("What belongs to its reader arrives after the page", () => {
  /** The sum of what moved on the page by itself (https://web.dev/cls) while the reader's layer came late. */
  async function shiftOn(page: Page, path: string, arrived: RegExp) {
    await page.route("**/api/v1/viewer?*", async (route) => {
      const answer = await route.fetch();
      // Not before the page was painted without it.
      await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
      await route.fulfill({ response: answer });
    });
    await page.goto(moot.url + path);
    await page.getByText(arrived).first().waitFor();
    const shift = await page.evaluate(async () => {
      let sum = 0;
      const moved: string[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[]) {
          sum += entry.value;
          moved.push(...entry.sources.map(({ node }) => (node as Element | undefined)?.outerHTML?.slice(0, 80) ?? ""));
        }
      }).observe({ type: "layout-shift", buffered: true });
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return { sum, moved };
    });
    await page.unroute("**/api/v1/viewer?*");
    return shift;
  }

  test.each([1280, 360])("and moves nothing in a window of %i pixels", async (width) => {
    await ada.setViewportSize({ width, height: 800 });
    expect(await shiftOn(ada, pages.argued, /Your vote: agree/)).toEqual({ sum: 0, moved: [] });
    expect(await shiftOn(ada, at(pages.evidence), /^Edit$/)).toEqual({ sum: 0, moved: [] });
    await mo.setViewportSize({ width, height: 800 });
    expect(await shiftOn(mo, pages.argued, /Your vote: unsure/)).toEqual({ sum: 0, moved: [] });
  });
});

describe("A vote", () => {
  beforeEach(async () => {
    await ada.setViewportSize({ width: 1280, height: 800 });
    await ada.goto(moot.url + pages.argued);
    await ada.getByText("Your vote: agree.").waitFor();
  });

  test("shows at once, before the server has answered", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await ada.route("**/vote", async (route) => {
      await held;
      await route.continue();
    });
    await vote(ada, "Unsure").click();
    await ada.getByText("Your vote: unsure.").waitFor();
    const answered = ada.waitForResponse("**/vote");
    release();
    await answered;
    await ada.unrouteAll({ behavior: "wait" });
    await vote(ada, "Agree").click();
    await ada.getByText("Your vote: agree.").waitFor();
  });

  test("that the server refuses is taken back, and the page says why", async () => {
    await ada.route("**/vote", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "store.unavailable", detail: "Moot can't save anything just now." }),
      }),
    );
    await vote(ada, "Disagree").click();
    await ada.getByRole("alert").getByText("Moot can't save anything just now.").waitFor();
    await ada.getByText("Your vote: agree.").waitFor();
    await ada.getByText("3 people have voted").waitFor();
    expect(await ada.getByRole("group", { name: "Your vote" }).locator("[aria-pressed=true]").textContent()).toBe(
      "Agree",
    );
    await ada.unroute("**/vote");
  });

  test("that never arrives is taken back too", async () => {
    await ada.route("**/vote", (route) => route.abort());
    await vote(ada, "Disagree").click();
    await ada.getByRole("alert").getByText("did not reach Moot", { exact: false }).waitFor();
    await ada.getByText("Your vote: agree.").waitFor();
    await ada.unroute("**/vote");
  });

  test("in one tab is one vote in another, which shows it when it comes back", async () => {
    const other = await ada.context().newPage();
    await other.goto(moot.url + pages.argued);
    await other.getByText("Your vote: agree.").waitFor();
    await vote(ada, "Disagree").click();
    await ada.getByText("Your vote: disagree.").waitFor();
    // What a browser says to a page that it takes out of its memory again.
    await other.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await other.getByText("Your vote: disagree.").waitFor();
    await vote(other, "Agree").click();
    await other.getByText("Your vote: agree.").waitFor();
    await other.getByText("3 people have voted").waitFor();
    await ada.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await ada.getByText("Your vote: agree.").waitFor();
    await other.close();
  });
});

test("A claim prints as a text: its passage, tally and sources, and none of its controls", async () => {
  const page = await ada.context().newPage();
  await page.goto(moot.url + pages.argued);
  await page.getByText("Your vote: agree.").waitFor();
  await page.emulateMedia({ media: "print" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("3 people have voted").waitFor();
  await page.getByText("“the gap was four months”").waitFor();
  const source = page.getByRole("link", { name: "The gap, measured" });
  expect(await source.evaluate((link) => getComputedStyle(link, "::after").content)).toContain("https://example.org/");
  await page.getByText("Grace Hopper", { exact: false }).first().waitFor();
  const controls = [
    page.getByRole("navigation"),
    vote(page, "Agree"),
    page.getByText("Add evidence for", { exact: true }),
    page.getByRole("button", { name: "Copy link" }),
    page.getByRole("link", { name: "Rebut", exact: true }),
    page.getByRole("link", { name: "Permalink" }),
  ];
  for (const control of controls) expect(await control.filter({ visible: true }).count(), String(control)).toBe(0);
  await page.close();
});

test("Nothing moves for whoever asked for less motion", async () => {
  const page = await ada.context().newPage();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(moot.url + pages.argued);
  await page.getByText("Your vote: agree.").waitFor();
  await vote(page, "Agree").hover();
  await page.getByText("Add evidence for", { exact: true }).click();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.close();
});
