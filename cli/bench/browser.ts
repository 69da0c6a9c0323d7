import type { Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";

/** What a signed-out reader's browser loads for the claim's page, and how soon it shows it on a slow processor. */
export async function browser(bench: Bench): Promise<Figure[]> {
  const moot = await mootOn(bench, "browser");
  const chromium = await launchChromium();
  try {
    const url = `http://127.0.0.1:${moot.port}${bench.data.claim.path}`;
    const loads: Loaded[] = [];
    for (let run = 0; run < bench.runs; run++) {
      const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
      loads.push(await loadCold(await context.newPage(), url));
      await context.close();
    }
    const of = (pick: (load: Loaded) => number) => spread(loads.map(pick));
    const figure = (name: string, unit: string, pick: (load: Loaded) => number, atMost?: number): Figure => ({
      part: "browser",
      name,
      unit,
      ours: of(pick),
      ...(atMost === undefined ? {} : { atMost }),
    });
    return [
      figure("JavaScript loaded, compressed", "kB", (load) => load.kb.Script ?? 0, 150),
      figure("HTML, compressed", "kB", (load) => load.kb.Document ?? 0, 30),
      figure("style sheets, compressed", "kB", (load) => load.kb.Stylesheet ?? 0),
      figure("requests to other origins", "requests", (load) => load.foreign, 0),
      figure("style sheets that block the first paint", "files", (load) => load.blockingStyles, 1),
      figure("scripts that block the first paint", "files", (load) => load.blockingScripts, 0),
      figure("layout shift", "CLS", (load) => load.shift),
      figure("largest contentful paint, processor 4 × slower", "ms", (load) => load.largestPaint),
    ];
  } finally {
    await chromium.close();
    await moot.stop();
  }
}

type Loaded = {
  /** By Chromium's kind of resource. */
  kb: Record<string, number>;
  foreign: number;
  largestPaint: number;
  shift: number;
  blockingStyles: number;
  blockingScripts: number;
};

async function loadCold(page: Page, url: string): Promise<Loaded> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const kinds = new Map<string, string>();
  const kb: Record<string, number> = {};
  let foreign = 0;
  cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, type);
    if (!response.url.startsWith(new URL(url).origin) && !response.url.startsWith("data:")) foreign += 1;
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    kb[kind] = (kb[kind] ?? 0) + encodedDataLength / 1000;
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  // Evaluated as text: a transpiled function would bring helpers along that the page doesn't have.
  const seen = (await page.evaluate(`new Promise((resolve) => {
    const blocking = (kind) => performance.getEntriesByType("resource")
      .filter((entry) => entry.renderBlockingStatus === "blocking" && entry.name.split("?")[0].endsWith(kind)).length;
    let shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value; })
      .observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      const largestPaint = list.getEntries().at(-1)?.startTime ?? 0;
      setTimeout(() => resolve({ largestPaint, shift, blockingStyles: blocking(".css"), blockingScripts: blocking(".js") }), 100);
    }).observe({ type: "largest-contentful-paint", buffered: true });
  })`)) as Omit<Loaded, "kb" | "foreign">;
  return { kb, foreign, ...seen };
}
