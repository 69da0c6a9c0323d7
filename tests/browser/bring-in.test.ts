import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, closeBrowser, newPage } from "../support/browser";
import { ownText } from "../support/essays";
import { startLively } from "../support/lively";
import { signIn } from "../support/people";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ moot, stop } = await startLively());
  // What reads files is started after the first pages are out.
  await new Promise((resolve) => setTimeout(resolve, 4000));
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

async function moderator(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(`${moot.url}/signin`);
  await signIn(page, "Mo");
  return page;
}

test("a moderator brings an essay in, selects a passage and makes a claim of it", async () => {
  const page = await moderator();
  await page.goto(`${moot.url}/moderation/essays/new`);
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Or a file").setInputFiles({
    name: "owning.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(`# On owning\n\n${ownText}`),
  });
  await page.getByRole("button", { name: "Read the file" }).click();
  await page.getByText("Go through the text").waitFor();
  expect(await page.getByLabel("Title").inputValue()).toBe("On owning");
  await page.getByRole("button", { name: "Bring it in" }).click();
  await page.waitForURL(/\/moderation\/essays\/on-owning\/claims$/);

  await page.locator("#text p").first().waitFor();
  await page.evaluate(() => {
    const text = [...document.querySelectorAll("#text p")].find((p) =>
      p.textContent?.includes("A licence"),
    )?.firstChild;
    const start = text?.textContent?.indexOf("It costs") ?? 0;
    if (text) getSelection()?.setBaseAndExtent(text, start, text, start + "It costs too much.".length);
  });
  await expect.poll(() => page.getByLabel("The passage").inputValue()).toBe("It costs too much.");
  await page.getByLabel("What the essay claims here").fill("A lease is too dear.");
  await page.getByRole("button", { name: "Make this claim" }).click();
  await page.getByText("The claim is made:").waitFor();
  expect(await axe(page)).toEqual([]);
  // It stands twice in the text: what was around the selection told which one was meant.
  const marked = page.locator("#text mark");
  expect(await marked.count()).toBe(1);
  expect(await marked.locator("xpath=..").textContent()).toContain("A licence is a lease.");
});

test("and without JavaScript pastes the passage, says which one is meant, and looks before saving a change", async () => {
  const page = await moderator({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.goto(`${moot.url}/moderation/essays/new`);
  await page.getByLabel("Title").fill("On renting");
  await page.getByRole("textbox", { name: "The text" }).fill(ownText);
  await page.getByRole("button", { name: "Bring it in" }).click();
  await page.waitForURL(/\/moderation\/essays\/on-renting\/claims$/);
  await page.getByLabel("The passage").fill("It costs too much.");
  await page.getByLabel("What the essay claims here").fill("It is too dear.");
  await page.getByRole("button", { name: "Make this claim" }).click();
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Make this claim" }).click();
  await page.getByText("The claim is made:").waitFor();

  await page.goto(`${moot.url}/moderation/essays/on-renting`);
  await page.getByRole("textbox", { name: "The text" }).fill(ownText.replace("It costs too much. Nobody", "Nobody"));
  await page.getByRole("button", { name: "Save the text" }).click();
  await page.getByText("Nothing is saved yet").waitFor();
  expect(await page.getByRole("region", { name: "What becomes of the claims" }).textContent()).toContain(
    "Not in the text any more",
  );
  await page.getByRole("button", { name: "Save the text" }).click();
  await page.getByRole("heading", { name: "Claims without a passage in the text" }).waitFor();
  await page.getByRole("link", { name: "Say where it stands" }).click();
  await page.getByLabel("The passage").fill("Nobody but the largest can pay for it.");
  await page.getByRole("button", { name: "Place it there" }).click();
  await page.getByText("Placed by hand").waitFor();
  await page.goto(`${moot.url}/essays/on-renting/text/history`);
  await page.getByRole("heading", { name: "Brought in by a moderator" }).waitFor();
});

test("ties a translation to its original by hand, and readers of either are led to the other", async () => {
  const page = await moderator();
  const bring = async (title: string, text: string, more: (page: Page) => Promise<unknown> = async () => {}) => {
    await page.goto(`${moot.url}/moderation/essays/new`);
    await page.getByLabel("Title").fill(title);
    await more(page);
    await page.getByRole("textbox", { name: "The text" }).fill(text);
    await page.getByRole("button", { name: "Bring it in" }).click();
    await page.waitForURL(/\/claims$/);
  };
  const claim = async (words: string) => {
    await page.getByLabel("The passage").fill(words);
    await page.getByLabel("What the essay claims here").fill(words);
    await page.getByRole("button", { name: "Make this claim" }).click();
    await page.getByText("The claim is made:").waitFor();
  };
  await bring("On water", "Water is wet.");
  await claim("Water is wet.");
  await bring("Vom Wasser", "Wasser ist nass.", async () => {
    await page.getByLabel("Language").fill("de");
    await page.getByLabel("Translation of").selectOption({ label: "On water" });
  });
  await page.getByLabel("The same, in the original").selectOption({ label: "Water is wet." });
  await claim("Wasser ist nass.");
  await page.getByRole("link", { name: "Wasser ist nass." }).last().click();
  await page.getByRole("link", { name: "English" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Water is wet.");
  const german = page.getByRole("link", { name: "German" });
  expect(await german.getAttribute("hreflang")).toBe("de");
  expect(await page.locator('link[rel="alternate"][hreflang="de"]').count()).toBe(1);
});

describe("an admin brings a debate in that was held elsewhere,", () => {
  const debate =
    "Discussion Title: Cars\n\n1. Towns ban cars.\n1.1. Pro: It is quiet [1].\n1.1.1. Con: Not at night.\n";

  test.each([
    [true, 1280],
    [false, 360],
  ])("with scripts: %s, at %i pixels: reads first what will be made, then all of it is there", async (js, width) => {
    const page = await newPage({ javaScriptEnabled: js, viewport: { width, height: 800 } });
    await page.goto(`${moot.url}/signin`);
    await signIn(page, "Ann");
    const slug = `cars-${width}`;
    const fine = async () => js && expect(await axe(page)).toEqual([]);
    const settled = async (sign: string) => {
      // Without scripts the page asks to be looked at again.
      for (const again = page.getByRole("link", { name: "Look again" }); !js && (await again.count()) > 0; ) {
        await again.click();
      }
      await page.getByText(sign).first().waitFor();
    };
    await page.goto(`${moot.url}/moderation/import`);
    await page.getByLabel("Or paste its text").fill(debate);
    await page.getByLabel("The essay’s name in its address").fill(slug);
    await page.getByRole("button", { name: "Read it, and change nothing yet" }).click();
    await page.waitForURL(/\/moderation\/import\/[a-z0-9]+/);
    await settled("What will be made");
    await fine();
    // Whoever looked too early is not told so again once it is there.
    expect((await page.request.get(`${moot.url}/essays/${slug}`)).status()).toBe(404);
    await page.getByRole("button", { name: "Bring it in" }).click();
    await settled("It is in, all of it");
    await fine();
    await page.getByRole("main").getByRole("link", { name: "Cars" }).click();
    await page.getByRole("link", { name: "Towns ban cars." }).first().waitFor();
  });
});
