import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, closeBrowser, newPage } from "../support/browser";
import { type RunningMoot, startMoot } from "../support/server";

let moot: RunningMoot;
let claim: string;

beforeAll(async () => {
  moot = await startMoot({ seed: "claims" });
  const { items } = await (await fetch(`${moot.url}/api/v1/claims`)).json();
  claim = items[0].url;
});
afterAll(async () => {
  await closeBrowser();
  await moot.stop();
});

const rebuttal = (page: Page) => page.getByRole("textbox", { name: "Your rebuttal of the claim" });
const toolbar = (page: Page) => page.getByRole("toolbar", { name: "Formatting" });
const sourceOf = (page: Page) =>
  rebuttal(page).evaluate((box) => box.innerHTML.replaceAll(' rel="ugc nofollow noopener"', ""));
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);

/** Somebody new, at the claim's page, signed up. */
async function signUp(page: Page, name: string) {
  await page.goto(`${moot.url}/signup?next=${encodeURIComponent(new URL(claim, moot.url).pathname)}`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("a long enough passphrase");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/c/"));
}

async function openComposer(page: Page) {
  await page.getByText("Rebut the claim", { exact: false }).first().click();
}

/** At the claim's page, in the editor of a rebuttal. */
async function inEditor(page: Page) {
  await page.goto(new URL(claim, moot.url).href);
  await openComposer(page);
  await rebuttal(page).click();
  await toolbar(page).waitFor();
}

function paste(page: Page, html: string, text = "") {
  return rebuttal(page).evaluate(
    (box, [html = "", text = ""]) => {
      const clipboardData = new DataTransfer();
      if (html) clipboardData.setData("text/html", html);
      if (text) clipboardData.setData("text/plain", text);
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    [html, text],
  );
}

describe("The editor comes when somebody begins to write", () => {
  test("and nothing of it before", async () => {
    const page = await newPage();
    const scripts: string[] = [];
    page.on("response", async (response) => {
      if (response.url().endsWith(".js")) scripts.push(await response.text());
    });
    // Its line for what changes is the last that a page asks for.
    const settled = page.waitForResponse((answer) => answer.url().includes("/live?"));
    await page.goto(new URL(claim, moot.url).href);
    await settled;
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes("ProseMirror"))).toEqual([]);

    await openComposer(page);
    await rebuttal(page).click();
    await toolbar(page).waitFor();
    expect(scripts.filter((script) => script.includes("ProseMirror"))).not.toEqual([]);
  });

  test("with what was typed until then, and the caret behind it", async () => {
    const page = await newPage();
    await page.goto(new URL(claim, moot.url).href);
    await openComposer(page);
    // Held back, so that there is time to type into the plain text area.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/*.js", async (route) => {
      await held;
      await route.continue();
    });
    await rebuttal(page).click();
    await page.keyboard.type("This is **not** ");
    letGo();
    await toolbar(page).waitFor();
    await page.keyboard.type("so");
    expect(await sourceOf(page)).toBe("<p>This is <strong>not</strong> so</p>");
  });
});

describe("Somebody writes", () => {
  test("with Markdown's shortcuts", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("One **bold** and `code`");
    await page.keyboard.press("Enter");
    await page.keyboard.type("- first");
    await page.keyboard.press("Enter");
    await page.keyboard.type("second");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("> said [there](https://example.org/a)");
    expect(await sourceOf(page)).toBe(
      "<p>One <strong>bold</strong> and <code>code</code></p><ul><li><p>first</p></li><li><p>second</p></li></ul>" +
        '<blockquote><p>said <a href="https://example.org/a">there</a></p></blockquote>',
    );
  });

  test("with the keyboard alone, and is not caught in the editor", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("point");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Bold");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("Bulleted list");
    await page.keyboard.press("Enter");
    expect(await sourceOf(page)).toBe("<ul><li><p>point</p></li></ul>");
    expect(await page.getByRole("button", { name: "Bulleted list" }).getAttribute("aria-pressed")).toBe("true");

    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Bulleted list");
    await page.keyboard.press("End");
    expect(await focused(page)).toBe("Redo");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Attach rebuttal");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Control+z");
    expect(await sourceOf(page)).toBe("<p>point</p>");
  });

  test("a link, whose address is looked at", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("see here");
    await page.keyboard.press("Control+Shift+ArrowLeft");
    // The browser tells of a new selection a moment later.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Make a link" });
    await dialog.waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.type("javascript:alert(1)");
    await page.keyboard.press("Enter");
    await dialog.getByText("Give a whole web address").waitFor();
    await dialog.getByLabel("Address").fill("example.org/page");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.type("!");
    expect(await sourceOf(page)).toBe('<p>see <a href="https://example.org/page">here</a>!</p>');
  });

  test("near the limit, and is told how much is left", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.insertText("a".repeat(6_300));
    expect(await page.getByText("characters left").count()).toBe(0);
    await page.keyboard.insertText("a".repeat(200));
    await page.getByText("1,500 characters left").first().waitFor();
    await page.keyboard.insertText("a".repeat(1_501));
    await page.getByText("1 characters too many").first().waitFor();
  });

  test.each(["light", "dark"] as const)("on a phone, %s, with nothing that axe finds wrong", async (colorScheme) => {
    const page = await newPage({ viewport: { width: 360, height: 700 }, colorScheme, hasTouch: true });
    await inEditor(page);
    await page.keyboard.insertText("word ".repeat(1_400));
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

describe("What is pasted comes clean", () => {
  test.each([
    [
      "from a web page",
      '<h2 style="color:red">A heading</h2><p class="x">Some <span style="font-weight:700">bold</span> ' +
        '<a href="/rel">near</a> <a href="javascript:alert(1)">bad</a> <a href="https://ok.example/">good</a>' +
        '<img src="https://tracker.example/p.gif"></p><script>alert(1)</script>' +
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
      "<p><strong>A heading</strong></p>" +
        '<p>Some <strong>bold</strong> near bad <a href="https://ok.example/">good</a></p><p>a | b</p><p>1 | 2</p>',
    ],
    [
      "from Word",
      "<html><head><style>p.MsoNormal{}</style></head><body><p class=MsoNormal><b>Title</b><o:p></o:p></p>" +
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>" +
        "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>" +
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>" +
        "<span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Nested</p>" +
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>" +
        "<span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Second</p><p class=MsoNormal>Between</p>" +
        "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>One</p></body></html>",
      "<p><strong>Title</strong></p><ul><li><p>First</p><ul><li><p>Nested</p></li></ul></li><li><p>Second</p></li></ul>" +
        "<p>Between</p><ol><li><p>One</p></li></ol>",
    ],
    [
      "from Google Docs",
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:400">Plain and </span>' +
        '<span style="font-weight:700">bold</span></p><ul><li><p><span>one</span></p></li><ul><li><p>nested</p></li></ul></ul></b>',
      "<p>Plain and <strong>bold</strong></p><ul><li><p>one</p><ul><li><p>nested</p></li></ul></li></ul>",
    ],
  ])("%s", async (_, html, clean) => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await inEditor(page);
    await paste(page, html);
    expect(await sourceOf(page)).toBe(clean);
    expect(complaints).toEqual([]);
  });

  test("and an address over a selection becomes its link", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("this page");
    await page.keyboard.press("Control+a");
    await paste(page, "", "https://example.org/b");
    expect(await sourceOf(page)).toBe('<p><a href="https://example.org/b">this page</a></p>');
  });
});

describe("A draft is kept", () => {
  test("through reload, folded away until somebody looks for it", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("Kept **well**");
    await page.getByText("Draft kept on this device.").waitFor();
    await page.reload();
    expect(await toolbar(page).count()).toBe(0);
    await openComposer(page);
    await toolbar(page).waitFor();
    expect(await sourceOf(page)).toBe("<p>Kept <strong>well</strong></p>");
    await page.getByText("Your draft is back.").waitFor();
  });

  test("until it is discarded, and then it can be brought back", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("On second thought");
    await page.getByRole("button", { name: "Discard it" }).click();
    expect(await rebuttal(page).inputValue()).toBe("");
    await page.getByRole("button", { name: "Bring it back" }).click();
    await toolbar(page).waitFor();
    expect(await sourceOf(page)).toBe("<p>On second thought</p>");
    await page.getByRole("button", { name: "Discard it" }).click();
    await page.reload();
    await openComposer(page);
    expect(await rebuttal(page).inputValue()).toBe("");
  });

  test("through a refusal and the sign-in after it, and is gone when it was sent", async () => {
    const page = await newPage();
    await inEditor(page);
    await page.keyboard.type("The passage says something else.");
    await page.getByRole("button", { name: "Attach rebuttal" }).click();
    await page.getByText("Sign in first").first().waitFor();
    expect(await sourceOf(page)).toBe("<p>The passage says something else.</p>");

    await signUp(page, "ada");
    await openComposer(page);
    await toolbar(page).waitFor();
    expect(await sourceOf(page)).toBe("<p>The passage says something else.</p>");
    await page.getByRole("button", { name: "Attach rebuttal" }).click();
    await page.waitForURL((url) => url.pathname.startsWith("/r/"));
    await page.getByText("The passage says something else.").first().waitFor();

    await page.goto(new URL(claim, moot.url).href);
    await openComposer(page);
    expect(await rebuttal(page).inputValue()).toBe("");
  });
});

test("without JavaScript one writes Markdown", async () => {
  const page = await newPage({ javaScriptEnabled: false });
  await signUp(page, "grace");
  await openComposer(page);
  await rebuttal(page).fill("It is **not** so:\n\n- one\n- two");
  await page.getByRole("button", { name: "Attach rebuttal" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/r/"));
  expect(await page.locator("strong", { hasText: "not" }).count()).toBeGreaterThan(0);
  expect(await page.locator("li", { hasText: "two" }).count()).toBeGreaterThan(0);
});
