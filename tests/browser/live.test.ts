import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import { fillEvidence, signIn } from "../support/people";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;
let ada: Page;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
  ada = await visitor();
  await ada.goto(`${moot.url}/signin`);
  await signIn(ada, "Ada");
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

const vote = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const listeners = async () => {
  const metrics = await (await fetch(`${moot.url}/metrics`)).text();
  return Number(/^moot_listeners (\d+)/m.exec(metrics)?.[1]);
};

/** A stranger who has a page open and listens. */
async function reader(path: string): Promise<Page> {
  const page = await visitor();
  onTestFinished(() => page.context().close());
  const line = page.waitForResponse((answer) => answer.url().includes("/live?"));
  await page.goto(moot.url + path);
  await line;
  return page;
}

test("a vote shows on pages that others have open: the claim's and the essay's", async () => {
  const claim = await reader(pages.unargued);
  const essay = await reader("/");
  await claim.getByText("Nobody has voted yet").waitFor();
  await ada.goto(moot.url + pages.unargued);
  await vote(ada, "Agree").click();
  await claim.getByText("1 person has voted").waitFor();
  const card = essay.locator("li", { has: essay.locator(`a[href="${pages.unargued}"]`) }).last();
  await card.getByText("1 vote (1 agree, 0 unsure, 0 disagree)").waitFor();
});

test("what is attached is announced without moving anything, and shown when the reader asks for it", async () => {
  const page = await reader(pages.argued);
  await page.evaluate(() => scrollTo(0, 300));
  const before = await page.getByRole("heading", { name: "Against" }).boundingBox();
  await ada.goto(moot.url + pages.argued);
  await ada.getByText("Add evidence for", { exact: true }).click();
  await fillEvidence(ada, "#evidence-for", {
    url: "https://example.org/another-look",
    title: "Another look",
    excerpt: "four months",
    words: "Somebody counted again.",
  });
  await ada.locator("#evidence-for").getByRole("button", { name: "Attach" }).click();
  const news = page.getByRole("link", { name: "1 new · show" });
  await news.waitFor();
  expect(await page.getByRole("heading", { name: "Against" }).boundingBox()).toEqual(before);
  expect(await page.getByText("Somebody counted again.").count()).toBe(0);
  await news.click();
  await page.getByText("Somebody counted again.").waitFor();
  expect(await news.count()).toBe(0);
});

test("a tab that nobody looks at listens to nothing, and catches up when it is looked at again", async () => {
  const page = await reader(pages.unargued);
  await expect.poll(listeners).toBeGreaterThan(0);
  const beside = (await listeners()) - 1;
  const look = (state: "hidden" | "visible") =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await look("hidden");
  await expect.poll(listeners).toBe(beside);
  await ada.goto(moot.url + pages.unargued);
  await vote(ada, "Disagree").click();
  await ada.getByText("Your vote: disagree.").waitFor();
  await look("visible");
  await expect
    .poll(() =>
      page
        .getByText(/^Disagree/)
        .first()
        .textContent(),
    )
    .toContain("1");
});

test("a line that breaks is taken up again", async () => {
  const page = await reader(pages.unargued);
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  const again = page.waitForResponse((answer) => answer.url().includes("/live?") && answer.ok());
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  expect(new URL((await again).url()).searchParams.get("seen")).toMatch(/^[\w-]{16}$/);
});

test("what is not there can't be listened to", async () => {
  const ask = (query: string) => fetch(`${moot.url}/live${query}`);
  expect((await ask("?claim=nothing")).status).toBe(404);
  expect((await ask("?essay=nothing")).status).toBe(404);
  expect(await (await ask("")).json()).toMatchObject({ status: 400, code: "live.about_what" });
});
