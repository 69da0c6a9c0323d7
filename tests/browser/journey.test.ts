import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { fillEvidence, signIn, signUp, write } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let ada: Page;
let bob: Page;
let claim: string;
let statement: string;
let evidence: string;
let rebuttal: string;

beforeAll(async () => {
  moot = await startMoot({ seed: "starter" });
  ada = await visitor({ permissions: ["clipboard-read", "clipboard-write"] });
  bob = await visitor();
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
});

const pressed = (page: Page) => page.getByRole("group", { name: "Your vote" }).locator("[aria-pressed=true]");
const report = {
  url: "https://example.org/reports/gap",
  title: "The gap, measured",
  excerpt: "the gap was four months",
  words: "It measures the very gap that the claim speaks of.",
};

describe("Ada, who came to read,", () => {
  test("finds the essay's 33 claims, each with its passage and an empty tally", async () => {
    await ada.goto(moot.url);
    const claims = ada
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: ada.getByRole("heading") });
    expect(await claims.count()).toBe(33);
    expect(await ada.getByText("No votes yet").count()).toBe(33);
    expect(await claims.filter({ has: ada.locator("blockquote") }).count()).toBe(33);
  });

  test("opens one that nobody has argued", async () => {
    await ada.getByRole("link", { name: "Unargued" }).click();
    await ada.waitForURL(/sort=unargued/);
    const first = ada.getByRole("main").getByRole("heading", { level: 3 }).first();
    statement = (await first.textContent()) ?? "";
    await first.getByRole("link").click();
    await ada.waitForURL(/\/c\//);
    claim = ada.url();
    expect(await ada.getByRole("heading", { level: 1 }).textContent()).toBe(statement);
    await ada.getByText("Nobody has argued against this claim yet", { exact: false }).waitFor();
  });

  test("presses Agree, is led to sign in, signs up, and finds her vote cast", async () => {
    await ada.getByRole("button", { name: "Agree", exact: true }).click();
    await ada.waitForURL(/\/signin/);
    await ada.getByText("Your vote, “Agree”, is cast as soon as you are signed in.").waitFor();
    await ada.getByRole("link", { name: "Make an account" }).click();
    await ada.waitForURL(/\/signup/);
    await signUp(ada, "Ada");
    expect(ada.url()).toBe(claim);
    await ada.getByText("Your vote: agree.").waitFor();
    await ada.getByText("1 person has voted").waitFor();
    expect(await pressed(ada).textContent()).toBe("Agree");
  });

  test("changes her vote", async () => {
    await ada.getByRole("button", { name: "Disagree", exact: true }).click();
    await ada.getByText("Your vote: disagree.").waitFor();
    await ada.reload();
    await ada.getByText("Your vote: disagree.").waitFor();
    expect(await pressed(ada).count()).toBe(1);
    await ada.getByText("1 person has voted").waitFor();
  });

  test("and withdraws it", async () => {
    await ada.getByRole("button", { name: "Withdraw it" }).click();
    await ada.getByText("Nobody has voted yet").waitFor();
    await ada.reload();
    await ada.getByRole("link", { name: "Ada" }).waitFor();
    await ada.getByText("Nobody has voted yet").waitFor();
    expect(await pressed(ada).count()).toBe(0);
  });
});

describe("Ada, who has something to say,", () => {
  test("attaches evidence with its source", async () => {
    await ada.getByText("Add evidence for").click();
    await fillEvidence(ada, "#for", report);
    await ada.locator("#for").getByRole("button", { name: "Attach evidence" }).click();
    await ada.waitForURL(/\/e\//);
    evidence = ada.url();
    const source = ada.getByRole("link", { name: report.title });
    expect(await source.getAttribute("href")).toBe(report.url);
    expect(await source.getAttribute("rel")).toBe("ugc nofollow noopener");
    await ada.getByText(`“${report.excerpt}”`).waitFor();
    await ada.getByText("Unreviewed").first().waitFor();
  });

  test.each([
    ["another protocol and www", "http://www.example.org/reports/gap"],
    ["a trailing slash", "https://example.org/reports/gap/"],
    ["where a newsletter sent her from", "https://example.org/reports/gap?utm_source=letter&utm_medium=mail"],
    ["a fragment", "https://example.org/reports/gap#results"],
  ])("is shown her evidence when she brings the same address with %s", async (_, url) => {
    await ada.goto(claim);
    await ada.getByText("Add evidence against").click();
    await fillEvidence(ada, "#against", { ...report, url, words: `Another look at it, by way of ${url}` });
    const type = ada.locator("#against").getByLabel("What kind of source it is");
    await type.selectOption("dataset");
    await ada.locator("#against").getByLabel("supports the claim").check();
    await ada.locator("#against").getByRole("button", { name: "Attach evidence" }).click();
    const existing = ada.locator("#against form").getByRole("link", { name: report.title });
    expect(await existing.getAttribute("href")).toBe(new URL(evidence).pathname);
    await ada.getByRole("button", { name: "Attach mine all the same" }).waitFor();
    expect(await ada.locator("#against [role=alert]").evaluate((notice) => notice === document.activeElement)).toBe(
      true,
    );
    expect(await ada.locator("#against").getByLabel("Address of the source").inputValue()).toBe(url);
    expect(await type.inputValue()).toBe("dataset");
    expect(await ada.locator("#against").getByLabel("supports the claim").isChecked()).toBe(true);
    await ada.locator("#against").getByRole("button", { name: "Discard it" }).click();
  });

  test("and may attach hers all the same, but not by pressing Enter in a field", async () => {
    await ada.goto(claim);
    await ada.getByText("Add evidence against").click();
    await fillEvidence(ada, "#against", { ...report, words: "Read closely, it says the opposite." });
    await ada.locator("#against").getByRole("button", { name: "Attach evidence" }).click();
    const allTheSame = ada.getByRole("button", { name: "Attach mine all the same" });
    await allTheSame.waitFor();
    const refusedAgain = ada.waitForResponse((response) => response.request().method() === "POST");
    await ada.locator("#against").getByLabel("Title").press("Enter");
    await refusedAgain;
    await allTheSame.waitFor();
    expect(ada.url()).toContain(claim);
    await allTheSame.click();
    await ada.waitForURL(/\/e\//);
    expect(ada.url()).not.toBe(evidence);
    await ada.getByRole("article").getByText("Read closely, it says the opposite.").waitFor();
  });
});

describe("Bob, who disagrees with Ada,", () => {
  test("rebuts her evidence", async () => {
    await bob.goto(`${moot.url}/signup?next=${new URL(evidence).pathname}`);
    await signUp(bob, "Bob");
    await bob.getByRole("link", { name: "Bob" }).waitFor();
    await bob.getByText("Rebut it", { exact: true }).click();
    await write(bob, "form:has-text('Attach rebuttal')", /^Your rebuttal/, "Four months is not the point.");
    await bob.getByRole("button", { name: "Attach rebuttal" }).click();
    await bob.waitForURL(/\/r\//);
    rebuttal = bob.url();
    await bob.getByRole("article").getByText("Four months is not the point.").waitFor();
    await bob.getByText(report.words).waitFor();
    expect(await bob.getByRole("heading", { level: 1 }).textContent()).toBe(statement);
  });

  test("finds it unconvincing, then convincing after all", async () => {
    await bob.goto(evidence);
    const hers = bob.locator(`[id="${evidence.split("/").at(-1)}"]`);
    await hers.getByRole("button", { name: "Unconvincing 0" }).click();
    await hers.getByRole("button", { name: "Unconvincing 1", pressed: true }).waitFor();
    await hers.getByRole("button", { name: "Convincing 0", exact: true }).click();
    await hers.getByRole("button", { name: "Convincing 1", exact: true, pressed: true }).waitFor();
    await bob.reload();
    await hers.getByRole("button", { name: "Convincing 1", exact: true, pressed: true }).waitFor();
    await hers.getByRole("button", { name: "Unconvincing 0", pressed: false }).waitFor();
  });

  test("can't rate what he wrote himself", async () => {
    await bob.goto(rebuttal);
    const his = bob.locator(`[id="${rebuttal.split("/").at(-1)}"]`);
    await his.getByRole("link", { name: "Edit" }).waitFor();
    expect(await his.getByRole("button", { name: /convincing/i }).count()).toBe(2);
    expect(await his.getByRole("button", { name: /convincing/i, disabled: false }).count()).toBe(0);
  });
});

test("Bob is signed out while he writes, signs in beside it, and sends what he wrote", async () => {
  await bob.goto(claim);
  await bob.getByText("Rebut the claim", { exact: true }).click();
  await write(bob, "#against", "Your rebuttal of the claim", "The claim asks the wrong question.");
  await bob.context().clearCookies();
  await bob.getByRole("button", { name: "Attach rebuttal" }).click();
  await bob.getByRole("alert").getByText("Sign in first").waitFor();
  const opened = bob.context().waitForEvent("page");
  await bob.getByRole("link", { name: "Sign in in another tab" }).click();
  const beside = await opened;
  await signIn(beside, "Bob");
  await beside.close();
  await bob.getByRole("button", { name: "Attach rebuttal" }).click();
  await bob.waitForURL(/\/r\//);
  await bob.getByRole("article").getByText("The claim asks the wrong question.").waitFor();
});

describe("Ada, on second thoughts,", () => {
  test("is offered to edit her evidence when she sets out to rebut it", async () => {
    await ada.goto(evidence);
    await ada.getByText("Rebut it", { exact: true }).click();
    await write(ada, "form:has-text('Attach rebuttal')", /^Your rebuttal/, "I got this wrong.");
    await ada.getByRole("button", { name: "Attach rebuttal" }).click();
    await ada.getByRole("button", { name: "Rebut it all the same" }).waitFor();
    await ada.getByRole("link", { name: "Edit what you wrote" }).click();
    await ada.waitForURL(/\/edit$/);
  });

  test("edits it", async () => {
    await write(ada, "main", "In your own words", "It measures nearly the gap that the claim speaks of.");
    await ada.getByRole("button", { name: "Save this wording" }).click();
    await ada.waitForURL(evidence);
    await ada.getByRole("article").getByText("It measures nearly the gap that the claim speaks of.").waitFor();
  });

  test("and the history shows which words she changed", async () => {
    await ada.getByRole("link", { name: "edited" }).first().click();
    await ada.waitForURL(/\/history$/);
    const latest = ada.getByRole("listitem").first();
    await latest.getByRole("heading", { name: /Changed by Ada/ }).waitFor();
    expect(await latest.locator("del").allTextContents()).toEqual([expect.stringContaining("very")]);
    expect(await latest.locator("ins").allTextContents()).toEqual([expect.stringContaining("nearly")]);
    await ada.getByRole("heading", { name: /Written by Ada/ }).waitFor();
  });

  test("withdraws it, and Bob's rebuttal stays under what is left", async () => {
    await ada.goto(`${evidence}/edit`);
    await ada.getByRole("button", { name: "Withdraw it" }).click();
    await ada.waitForURL(claim);
    const left = ada.locator("#for article").first();
    await left.getByText("Its author withdrew this.").waitFor();
    await left.getByRole("article").getByText("Four months is not the point.").waitFor();
    expect(await ada.getByText("It measures nearly the gap").count()).toBe(0);
  });
});

test("the link that Ada copies shows a stranger the claim whole", async () => {
  await ada.getByRole("button", { name: "Unsure" }).click();
  await ada.getByText("Your vote: unsure.").waitFor();
  await ada.getByRole("button", { name: "Copy link" }).click();
  await ada.getByText("Copied.").waitFor();
  const link = await ada.evaluate(() => navigator.clipboard.readText());
  const stranger = await visitor();
  // The tally on a page that knows no reader is a few seconds old at most.
  await expect
    .poll(
      async () => {
        await stranger.goto(link);
        return stranger.getByText("1 person has voted").count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(1);
  expect(await stranger.getByRole("heading", { level: 1 }).textContent()).toBe(statement);
  await stranger.getByText("Its author withdrew this.").waitFor();
  await stranger.getByRole("article").getByText("Read closely, it says the opposite.").waitFor();
  await stranger.getByRole("article").getByText("Four months is not the point.").waitFor();
});
