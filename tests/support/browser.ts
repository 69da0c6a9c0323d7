import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import axeCore from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const systemBrowsers = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

let launched: Promise<Browser> | undefined;

/** The machine's own Chrome or Chromium, or else the one that a package carries; one for all tests of a file. */
export function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

/** Call it in a file's `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const closing = launched;
  launched = undefined;
  await (await closing)?.close();
}

async function launch(): Promise<Browser> {
  const executablePath = systemBrowsers.find((file) => existsSync(file)) ?? (await carriedBrowser());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--headless=shell"] });
}

async function carriedBrowser(): Promise<string> {
  // It unpacks its own libnss3 and libnspr4 only where it believes to be on Amazon's machines.
  if (!(await hasLibrary("libnss3.so"))) process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  const { default: carried } = await import("@sparticuz/chromium");
  return carried.executablePath();
}

const hasLibrary = (name: string): Promise<boolean> =>
  promisify(execFile)("ldconfig", ["-p"]).then(
    ({ stdout }) => stdout.includes(name),
    () => false,
  );

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
