import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const systemBrowsers = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The machine's own Chrome or Chromium, or else the one that a package carries. For the bench and the browser tests. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = systemBrowsers.find((file) => existsSync(file)) ?? (await carried());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--headless=shell"] });
}

async function carried(): Promise<string> {
  // It unpacks its own libnss3 and libnspr4 only where it believes to be on Amazon's machines.
  if (!(await hasLibrary("libnss3.so"))) process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

const hasLibrary = (name: string): Promise<boolean> =>
  promisify(execFile)("ldconfig", ["-p"]).then(
    ({ stdout }) => stdout.includes(name),
    () => false,
  );
