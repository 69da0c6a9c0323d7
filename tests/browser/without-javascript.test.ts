import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { fillEvidence, signIn, signUp, write } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let cleo: Page;
let dan: Page;
let claim: string;
let statement: string;
let evidence: string;

beforeAll(async () => {
  moot = await startMoot({ seed: "claims" });
  cleo = await visitor({ javaScriptEnabled: false });
  dan = await visitor({ javaScriptEnabled: false });
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
});

/** Pages know no reader and are a few seconds old at most. */
const soonReads = (page: Page, text: string) =>
  expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText(text).count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0);

const source = {
  url: "https://example.org/archive/1987",
  title: "Minutes of 1987",
  excerpt: "the motion was carried",
  words: "It was **decided** long before.",
};

describe("Cleo, whose browser runs no scripts,", () => {
  test("reads a claim from its essay", async () => {
    await cleo.goto(moot.url);
    const first = cleo.getByRole("main").getByRole("heading", { level: 3 }).first();
    statement = (await first.textContent()) ?? "";
    await first.getByRole("link").click();
    claim = cleo.url();
    expect(await cleo.getByRole("heading", { level: 1 }).textContent()).toBe(statement);
  });

  test("presses Agree, signs up, and her vote is counted", async () => {
    await cleo.getByRole("button", { name: "Agree", exact: true }).click();
    await cleo.getByText("Your vote, “Agree”, is cast as soon as you are signed in.").waitFor();
    await cleo.getByRole("link", { name: "Make an account" }).click();
    await signUp(cleo, "Cleo");
    expect(cleo.url()).toBe(claim);
    await soonReads(cleo, "1 person has voted");
  });

  test("gets to her account from a page that doesn't know who reads it, and isn't asked to sign in there", async () => {
    await cleo.goto(claim);
    expect(await cleo.getByRole("link", { name: "Sign in", exact: true }).count()).toBe(0);
    await cleo.getByRole("link", { name: "Account", exact: true }).click();
    await cleo.getByRole("heading", { name: "Settings" }).waitFor();
    await cleo.goto(claim);
    await dan.goto(claim);
    await dan.getByRole("link", { name: "Account", exact: true }).click();
    await dan.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("is offered no button that only a script would hear", async () => {
    await cleo.goto(claim);
    expect(await cleo.getByRole("button", { name: /^Copy/ }).count()).toBe(0);
    await cleo.goto(claim.replace(/\/c\/([a-z0-9]+).*/, "/cite/c/$1"));
    await cleo.getByRole("heading", { name: "Cite" }).waitFor();
    expect(await cleo.getByRole("button", { name: /^Copy/ }).count()).toBe(0);
    await cleo.goto(claim);
  });

  test("changes her vote and sees it with the exact tally, then withdraws it", async () => {
    await cleo.getByRole("button", { name: "Disagree", exact: true }).click();
    await cleo.getByText("Your vote: disagree.").waitFor();
    await cleo.getByText("1 person has voted").waitFor();
    expect(await cleo.locator("[aria-pressed=true]").textContent()).toBe("Disagree");
    await cleo.getByRole("button", { name: "Withdraw it" }).click();
    await cleo.getByText("Nobody has voted yet").waitFor();
  });

  test("forgets the source's address, and the form comes back with everything she typed", async () => {
    await cleo.goto(claim);
    await cleo.getByText("Add evidence against").click();
    const form = cleo.locator("#against form").first();
    await form.getByLabel("Author").fill("The clerk");
    await form.getByLabel("Date").fill("1987-02-31");
    await form.getByLabel("What kind of source it is").selectOption("official record");
    await form.getByLabel("supports the claim").check();
    await fillEvidence(cleo, "#against form >> nth=0", { ...source, url: "" });
    await form.getByRole("button", { name: "Attach evidence" }).click();

    await form.getByRole("alert").waitFor();
    expect(await form.getByLabel("Address of the source").getAttribute("aria-invalid")).toBe("true");
    await form.getByText("Evidence has a source: give its address", { exact: false }).last().waitFor();
    await form.getByText("Give the date as 2026, 2026-05 or 2026-05-29.").last().waitFor();
    expect(await form.getByLabel("Author").inputValue()).toBe("The clerk");
    expect(await form.getByLabel("Date").inputValue()).toBe("1987-02-31");
    expect(await form.getByLabel("What kind of source it is").inputValue()).toBe("official record");
    expect(await form.getByLabel("supports the claim").isChecked()).toBe(true);
    expect(await form.getByLabel("Title").inputValue()).toBe(source.title);
    expect(await form.getByLabel("The exact words you rely on").inputValue()).toBe(source.excerpt);
    expect(await form.getByRole("textbox", { name: /^In your own words/ }).inputValue()).toBe(source.words);
  });

  test("is signed out meanwhile, signs in beside it, and sends what she wrote", async () => {
    await cleo.context().clearCookies();
    const form = cleo.locator("#against form").first();
    await form.getByLabel("Address of the source").fill(source.url);
    await form.getByLabel("Date").fill("1987-02");
    await form.getByRole("button", { name: "Attach evidence" }).click();
    await cleo.getByRole("alert").getByText("Sign in first").waitFor();
    expect(await form.getByRole("textbox", { name: /^In your own words/ }).inputValue()).toBe(source.words);

    const opened = cleo.context().waitForEvent("page");
    await cleo.getByRole("link", { name: "Sign in in another tab" }).click();
    const beside = await opened;
    await signIn(beside, "Cleo");
    await beside.close();

    await form.getByRole("button", { name: "Attach evidence" }).click();
    await cleo.getByRole("link", { name: source.title }).waitFor();
    evidence = cleo.url();
    expect(new URL(evidence).pathname).toMatch(/^\/e\//);
    expect(await cleo.locator("strong", { hasText: "decided" }).count()).toBe(1);
  });
});

describe("Dan, whose browser runs none either,", () => {
  test("brings the same source, is shown Cleo's, and may attach his all the same", async () => {
    await dan.goto(`${moot.url}/signup?next=${new URL(claim).pathname}`);
    await signUp(dan, "Dan");
    await dan.getByText("Add evidence for").click();
    const his = { ...source, url: `${source.url}/?utm_campaign=x#page=2`, words: "The same minutes say so." };
    await fillEvidence(dan, "#for", his);
    await dan.locator("#for").getByRole("button", { name: "Attach evidence" }).click();
    const existing = dan.locator("#for form").getByRole("link", { name: source.title });
    expect(await existing.getAttribute("href")).toBe(new URL(evidence).pathname);
    await dan.getByRole("button", { name: "Attach mine all the same" }).click();
    await dan.getByRole("article").getByText("The same minutes say so.").waitFor();
  });

  test("rates Cleo's evidence and rebuts it", async () => {
    await dan.goto(evidence);
    const hers = dan.locator(`[id="${evidence.split("/").at(-1)}"]`);
    await hers.getByRole("button", { name: /^Unconvincing/ }).click();
    await dan.getByText("0 found it convincing, 1 did not", { exact: false }).waitFor();
    await dan.getByText("Rebut it", { exact: true }).click();
    await write(dan, "form:has-text('Attach rebuttal')", /^Your rebuttal/, "The motion was another one.");
    await dan.getByRole("button", { name: "Attach rebuttal" }).click();
    await dan.getByRole("article").getByText("The motion was another one.").waitFor();
    expect(new URL(dan.url()).pathname).toMatch(/^\/r\//);
  });
});

describe("Cleo, who still runs none,", () => {
  test("is offered to edit when she sets out to rebut herself, edits, and the history shows it", async () => {
    await cleo.goto(evidence);
    await cleo.getByText("Rebut it", { exact: true }).click();
    await write(cleo, "form:has-text('Attach rebuttal')", /^Your rebuttal/, "I was wrong.");
    await cleo.getByRole("button", { name: "Attach rebuttal" }).click();
    await cleo.getByRole("button", { name: "Rebut it all the same" }).waitFor();
    await cleo.getByRole("link", { name: "Edit what you wrote" }).click();
    const words = cleo.getByRole("textbox", { name: "In your own words" });
    expect(await words.inputValue()).toBe(source.words);
    await words.fill("It was **settled** long before.");
    await cleo.getByRole("button", { name: "Save this wording" }).click();
    await cleo.getByRole("article").getByText("long before").waitFor();
    await cleo.getByRole("link", { name: "edited" }).first().click();
    expect(await cleo.locator("del").first().textContent()).toContain("decided");
    expect(await cleo.locator("ins").first().textContent()).toContain("settled");
  });

  test("withdraws it; Dan's rebuttal stays", async () => {
    await cleo.goto(`${evidence}/edit`);
    await cleo.getByRole("button", { name: "Withdraw it" }).click();
    await cleo.getByText("Its author withdrew this.").first().waitFor();
    expect(cleo.url()).toBe(claim);
    await cleo.getByRole("article").getByText("The motion was another one.").waitFor();
  });

  test("searches, reads the log and her settings", async () => {
    await cleo.goto(`${moot.url}/search`);
    await cleo.getByRole("searchbox").fill("motion another");
    await cleo.getByRole("button", { name: "Search" }).click();
    await cleo.getByText("The motion was another one.").waitFor();
    await cleo.goto(`${moot.url}/moderation/log`);
    await cleo.getByRole("heading", { level: 1 }).waitFor();
    await cleo.goto(`${moot.url}/settings`);
    await cleo.getByRole("heading", { name: "Password" }).waitFor();
  });
});
