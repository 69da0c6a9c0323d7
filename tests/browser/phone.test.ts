import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeBrowser, visitor } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;
let phone: Page;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
  phone = await visitor({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

const open = (page: Page, url: string) => page.goto(new URL(new URL(url, moot.url).pathname, moot.url).href);

/** The widths of the texts that somebody wrote, as they are laid out. */
const widths = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("article p")]
      .map((text) => text.getBoundingClientRect())
      .filter(({ height }) => height > 0)
      .map(({ left, right, width }) => ({ inside: left >= 0 && right <= 360, width })),
  );

/**
 * What can be pressed and is smaller than 24 by 24 CSS pixels, links within a sentence aside (WCAG 2.5.8). Something
 * smaller is big enough if a circle of 24 pixels around its middle touches nothing else that can be pressed.
 */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea"),
    ]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && box.right > 0 && element.checkVisibility());
    const isInText = (element: Element) => {
      const sentence = element.closest("p, li, dd, blockquote, h1, h2, h3, span");
      return (
        element.matches("a") && (sentence?.textContent ?? "").trim().length > (element.textContent ?? "").trim().length
      );
    };
    const near = (box: DOMRect, other: DOMRect) => {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const dx = Math.max(other.left - x, 0, x - other.right);
      const dy = Math.max(other.top - y, 0, y - other.bottom);
      return Math.hypot(dx, dy) < 12;
    };
    return targets
      .filter(({ element, box }) => (box.width < 24 || box.height < 24) && !isInText(element))
      .filter(({ element, box }) => targets.some((other) => other.element !== element && near(box, other.box)))
      .map(
        ({ element, box }) => `${element.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`,
      );
  });

describe("On a phone of 360 pixels", () => {
  test("fifteen rebuttals of rebuttals fold behind links and leave each text its width", async () => {
    await open(phone, pages.argued);
    const texts = await widths(phone);
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter(({ inside, width }) => !inside || width < 240)).toEqual([]);
    await phone
      .getByRole("link", { name: /answer/ })
      .first()
      .waitFor();
  });

  test("the last of them shows the chain above it, its middle folded", async () => {
    await open(phone, pages.deepest);
    await phone.getByRole("article").getByText("No, and here is why, at length 14.").waitFor();
    await phone.getByText("The claim mixes two things up.").waitFor();
    expect(await phone.getByText("at length 7.").isVisible()).toBe(false);
    await phone.getByText(/^\d+ between$/).tap();
    await phone.getByText("at length 7.").waitFor();
    expect((await widths(phone)).filter(({ inside, width }) => !inside || width < 240)).toEqual([]);
  });

  test.each(["argued", "evidence", "deepest"] as const)("what can be tapped is big enough: %s", async (name) => {
    await open(phone, pages[name]);
    await phone.getByRole("link", { name: "Sign in" }).waitFor();
    expect(await tooSmall(phone)).toEqual([]);
  });

  test("the forms stay inside the window when they are unfolded", async () => {
    await open(phone, pages.argued);
    for (const title of ["Add evidence for", "Add evidence against", "Rebut the claim"]) {
      await phone.getByText(title, { exact: true }).tap();
    }
    await phone.getByRole("textbox", { name: "Your rebuttal of the claim" }).tap();
    await phone.getByRole("toolbar", { name: "Formatting" }).waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await tooSmall(phone)).toEqual([]);
  });
});
