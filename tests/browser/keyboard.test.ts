import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { password } from "../support/people";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let eve: Page;
let claim: string;

beforeAll(async () => {
  moot = await startMoot({ seed: "starter" });
  const { items } = await (await fetch(`${moot.url}/api/v1/claims?sort=argued`)).json();
  claim = new URL(items[0].url, moot.url).pathname;
  eve = await visitor();
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
});

/** What the keyboard is on: its name, and whether somebody who looks can tell. */
const focused = () =>
  eve.evaluate(() => {
    const on = document.activeElement;
    const labelledBy = document.getElementById(on?.getAttribute("aria-labelledby") ?? "");
    const label =
      on instanceof HTMLInputElement || on instanceof HTMLSelectElement || on instanceof HTMLTextAreaElement;
    const name = on?.getAttribute("aria-label") ?? (label ? on.labels?.[0] : (labelledBy ?? on))?.textContent ?? "";
    const rings = [on, on?.parentElement, on?.parentElement?.parentElement].map((e) => e && getComputedStyle(e));
    const box = on?.getBoundingClientRect();
    return {
      name: name.replace(/\s+/g, " ").trim(),
      seen:
        rings.some((style) => style && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) &&
        box !== undefined &&
        box.bottom > 0 &&
        box.top < innerHeight &&
        box.right > 0,
    };
  });

/** Presses Tab until it is on what has that name, and sees to it that every stop on the way can be seen. */
async function tabTo(name: string | RegExp) {
  const passed: string[] = [];
  for (let i = 0; i < 120; i += 1) {
    await eve.keyboard.press("Tab");
    const on = await focused();
    passed.push(on.name);
    expect(on, "the focus can be seen").toMatchObject({ seen: true });
    if (typeof name === "string" ? on.name === name : name.test(on.name)) return;
  }
  expect(passed, "a stop of the Tab key").toContain(name);
}

const press = (key: string) => eve.keyboard.press(key);
const type = (text: string) => eve.keyboard.type(text);

describe("Eve, who has no mouse,", () => {
  test("skips the masthead", async () => {
    await eve.goto(moot.url + claim);
    await press("Tab");
    expect(await focused()).toEqual({ name: "Skip to the text", seen: true });
    await press("Enter");
    await eve.waitForURL(/#main$/);
    await press("Tab");
    expect(await eve.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  test("votes, and makes an account on the way", async () => {
    await tabTo("Agree");
    await press("Enter");
    await eve.waitForURL(/\/signin/);
    await tabTo("Make an account");
    await press("Enter");
    await eve.waitForURL(/\/signup/);
    await tabTo("Name");
    await type("Eve");
    await press("Tab");
    await type(password);
    await press("Enter");
    await eve.getByText("Your vote: agree.").waitFor();
    await tabTo("Unsure");
    await press("Space");
    await eve.getByText("Your vote: unsure.").waitFor();
  });

  test("rates what somebody attached", async () => {
    await tabTo(/^Convincing/);
    await press("Space");
    await eve.getByRole("button", { name: /^Convincing/, pressed: true }).waitFor();
  });

  test("attaches evidence: unfolds the form, fills it in and writes in the editor", async () => {
    await tabTo("Add evidence for");
    await press("Enter");
    await tabTo("supports the claim");
    await tabTo("Address of the source");
    await type("https://example.org/by-keyboard");
    await tabTo("Title");
    await type("By keyboard alone");
    await tabTo("What kind of source it is");
    await press("ArrowDown");
    await tabTo(/^In your own words/);
    await eve.getByRole("toolbar", { name: "Formatting" }).waitFor();
    await type("It takes ");
    await press("Tab");
    expect(await focused()).toEqual({ name: "Bold", seen: true });
    await press("ArrowRight");
    expect(await focused()).toEqual({ name: "Italic", seen: true });
    await press("ArrowLeft");
    await press("Space");
    // The editor takes the focus back with the next frame: nobody types faster, but this does.
    await eve.locator("[role=textbox]:focus").waitFor();
    await type("no mouse");
    await tabTo("Bold");
    await tabTo("Attach evidence");
    await press("Enter");
    await eve.waitForURL(/\/e\//);
    await eve.locator("strong", { hasText: "no mouse" }).waitFor();
    await eve.getByRole("link", { name: "By keyboard alone" }).waitFor();
  });

  test("copies the link to it", async () => {
    await eve.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tabTo("Copy link");
    await press("Enter");
    await eve.getByText("Copied.").waitFor();
    expect(await eve.evaluate(() => navigator.clipboard.readText())).toBe(eve.url());
  });
});
