import axeCore from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { launchChromium } from "@/cli/bench/chromium";

let launched: Promise<Browser> | undefined;

/** The machine's own Chrome or Chromium, or else the one that a package carries; one for all tests of a file. */
export function browser(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

/** Call it in a file's `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const closing = launched;
  launched = undefined;
  await (await closing)?.close();
}

/** A page in a context of its own, somebody's browser, for as long as the file's tests run. */
export async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext(options);
  return context.newPage();
}

/** A page in a context of its own, closed when the test is over. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext(options);
  onTestFinished(() => context.close());
  return context.newPage();
}

export type Violation = { rule: string; help: string; nodes: string[] };

/** What axe finds wrong on the page, against WCAG 2.2 AA and its own best practices. */
export async function axe(page: Page): Promise<Violation[]> {
  // Through the debugger, which the page's Content-Security-Policy does not hold.
  await page.evaluate(axeCore.source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ rule: id, help, nodes: nodes.map((node) => node.html) }));
  });
  return found;
}
