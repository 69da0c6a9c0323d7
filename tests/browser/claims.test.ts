import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, closeBrowser, newPage } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import { signIn } from "../support/people";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

const phone = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;

async function as(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(`${moot.url}/signin`);
  await signIn(page, name);
  return page;
}

const idOf = (path: string) => path.split("/")[2] ?? "";
const desk = (path: string) => `${moot.url}/moderation/claims/${idOf(path)}`;
const answerOf = async (path: string) => {
  const { status, headers } = await fetch(moot.url + path, { redirect: "manual" });
  return { status, to: headers.get("location") };
};

/** What is wrong with the page; `unfolded`, with all open that is folded. */
async function faultsOf(page: Page, { unfolded = false } = {}) {
  if (unfolded) {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("main details")) (details as HTMLDetailsElement).open = true;
    });
  }
  const broader = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return { violations: await axe(page), broader: Math.max(0, broader) };
}
const none = { violations: [], broader: 0 };

describe("Mo, on a phone and without JavaScript,", () => {
  test("rewords a claim; Ada is asked whether her vote still stands, and says that it does", async () => {
    const mo = await as("Mo", { ...phone, javaScriptEnabled: false });
    await mo.goto(desk(pages.argued));
    await mo.getByText("Reword it").click();
    await mo.locator("#reword").getByLabel("Statement").fill("Open models have fallen behind the closed ones.");
    await mo.locator("#reword").getByLabel("Why").fill("Shorter.");
    await mo.getByRole("button", { name: "Reword the claim" }).click();
    expect(await mo.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Open models have fallen behind the closed ones.",
    );
    const reworded = new URL(mo.url()).pathname;
    expect(await answerOf(pages.argued)).toEqual({ status: 308, to: reworded });

    const ada = await as("Ada");
    await ada.goto(moot.url + reworded);
    await ada.getByText("Does your vote still stand?").waitFor();
    await ada.getByText("3 people have voted, all on an earlier wording").waitFor();
    expect(await faultsOf(ada)).toEqual(none);
    await ada.getByRole("button", { name: "It still stands: agree" }).click();
    await ada.getByText("3 people have voted, 2 of them on an earlier wording").waitFor();
    expect(await ada.getByText("Does your vote still stand?").count()).toBe(0);
    expect(await ada.getByRole("button", { name: "Agree", exact: true }).getAttribute("aria-pressed")).toBe("true");

    const bob = await as("Bob", { ...phone, javaScriptEnabled: false });
    await bob.goto(`${moot.url}/inbox`);
    await bob.getByRole("button", { name: "It still stands: disagree" }).click();
    await bob.goto(`${moot.url}/inbox`);
    expect(await bob.getByRole("button", { name: /It still stands/ }).count()).toBe(0);

    const reader = await newPage(phone);
    await reader.goto(`${moot.url + reworded}?at=1`);
    await reader.getByText("This is how the claim read from").waitFor();
    expect(await reader.getByRole("heading", { level: 1 }).textContent()).not.toContain("fallen behind");
    expect(await faultsOf(reader)).toEqual(none);
    await reader.getByRole("link", { name: "All wordings" }).click();
    await reader.getByRole("heading", { name: "How this claim was worded, and when" }).waitFor();
    expect(await faultsOf(reader)).toEqual(none);
  }, 120_000);

  test("is shown the newer wording where somebody was faster, and nothing typed is lost", async () => {
    const mo = await as("Mo", { ...phone, javaScriptEnabled: false });
    await mo.goto(desk(pages.unargued));
    const ann = await as("Ann");
    await ann.goto(desk(pages.unargued));
    await ann.getByText("Reword it").click();
    await ann.locator("#reword").getByLabel("Statement").fill("Ann was first.");
    await ann.locator("#reword").getByLabel("Why").fill("Quick.");
    await ann.getByRole("button", { name: "Reword the claim" }).click();
    await ann.waitForURL(/\/ann-was-first$/);

    await mo.getByText("Reword it").click();
    await mo.locator("#reword").getByLabel("Statement").fill("Mo was second.");
    await mo.locator("#reword").getByLabel("Why").fill("Thorough.");
    await mo.getByRole("button", { name: "Reword the claim" }).click();
    expect(await mo.getByRole("alert").textContent()).toContain("“Ann was first.” is how it reads now");
    expect(await mo.locator("#reword").getByLabel("Statement").inputValue()).toBe("Mo was second.");
    expect(await mo.locator("#reword").getByLabel("Why").inputValue()).toBe("Thorough.");
    await mo.getByRole("button", { name: "Reword the claim" }).click();
    expect(new URL(mo.url()).pathname).toMatch(/\/mo-was-second$/);
  }, 120_000);

  test("splits a claim with what belongs to the part, and takes it back", async () => {
    const mo = await as("Mo", { ...phone, javaScriptEnabled: false });
    await mo.goto(desk(pages.argued));
    await mo.getByText("Split it").click();
    await mo.getByLabel("What it says").fill("Closed models are ahead.");
    await mo.locator("#split").getByRole("checkbox").first().check();
    await mo.locator("#split").getByLabel("Why").fill("Two in one.");
    await mo.getByRole("button", { name: "Split the claim" }).click();
    const made = new URL(mo.url()).pathname;
    await mo.getByText("Split from:").waitFor();
    expect(await answerOf(made)).toEqual({ status: 200, to: null });

    await mo.goto(desk(pages.argued));
    await mo.getByText("now stands by itself").waitFor();
    await mo.getByText("Undo it").first().click();
    await mo.getByRole("button", { name: "Undo this decision" }).first().click();
    expect(await answerOf(made)).toMatchObject({ status: 308 });
  }, 120_000);
});

test("Mo merges a claim into one found by its words, after a look at what will move, and undoes it", async () => {
  const mo = await as("Mo");
  await mo.goto(desk(pages.locked));
  expect(await faultsOf(mo, { unfolded: true })).toEqual(none);
  await mo.setViewportSize({ width: 360, height: 740 });
  expect(await faultsOf(mo, { unfolded: true })).toEqual(none);
  await mo.getByLabel("Find the other claim").fill("Mo was second");
  await mo.getByRole("button", { name: "Find it" }).click();
  await mo
    .getByRole("link", { name: /^Into this one/ })
    .first()
    .click();
  await mo.getByRole("heading", { name: /^Into: Mo was second/ }).waitFor();
  expect(await faultsOf(mo, { unfolded: true })).toEqual(none);
  await mo.locator("#merge").getByLabel("Why").fill("The same in other words.");
  await mo.getByRole("button", { name: "Merge this claim into that one" }).click();
  await mo.waitForURL(/\/mo-was-second$/);
  await mo.getByText("Also stated in").waitFor();
  expect(await answerOf(pages.locked)).toEqual({ status: 308, to: new URL(mo.url()).pathname });

  await mo.goto(desk(pages.locked));
  await mo.getByText("It went into another claim").waitFor();
  await mo.getByText("Undo it").first().click();
  await mo.getByRole("button", { name: "Undo this decision" }).first().click();
  await mo.getByText("Reword it").waitFor();
  expect(await answerOf(pages.locked)).toEqual({ status: 200, to: null });
}, 120_000);

describe("A resolution", () => {
  test("is read beside the tally, and made anew without JavaScript in place of the one before", async () => {
    const stranger = await newPage(phone);
    await stranger.goto(moot.url + pages.resolved);
    await stranger.getByRole("heading", { name: "Resolved by a moderator: mostly true" }).waitFor();
    await stranger.locator("#resolution").getByRole("link", { name: "Counted, by hand" }).waitFor();

    const mo = await as("Mo", { ...phone, javaScriptEnabled: false });
    await mo.goto(desk(pages.resolved));
    await mo.getByText("Resolve it anew").click();
    const form = mo.locator("#resolve");
    expect(await form.getByLabel("Mostly true").isChecked()).toBe(true);
    expect(await form.getByRole("checkbox").first().isChecked()).toBe(true);
    await form.getByLabel("Mixed").check();
    await form.getByLabel("Reasons").fill("The year in the appendix counts more than was thought.");
    await form.getByRole("button", { name: "Resolve the claim" }).click();
    await mo.getByRole("heading", { name: "Resolved by a moderator: mixed" }).waitFor();

    await stranger.reload();
    await stranger.getByRole("heading", { name: "Resolved by a moderator: mixed" }).waitFor();
    expect(await faultsOf(stranger)).toEqual(none);
    await stranger.getByRole("link", { name: "On the public log" }).click();
    await stranger.getByText("The year in the appendix counts more than was thought.").waitFor();
  });
});
