import { readFile } from "node:fs/promises";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { closeBrowser, newPage, visitor } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import { signIn } from "../support/people";
import type { RunningMoot } from "../support/server";
import { openSite, type Site } from "../support/site";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;
let elsewhere: Awaited<ReturnType<typeof openSite>>;
let claimId: string;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
  elsewhere = await openSite();
  claimId = pages.argued.split("/")[2] ?? "";
});
afterAll(async () => {
  await closeBrowser();
  await elsewhere.close();
  await stop();
});

/** The script that docs/embedding.md tells other people to put into their pages, with this Moot's address in it. */
async function documentedScript(): Promise<string> {
  const blocks = [...(await readFile("docs/embedding.md", "utf8")).matchAll(/```js\n([\s\S]*?)```/g)];
  const script = blocks.map(([, code = ""]) => code).find((code) => code.includes("addEventListener"));
  return (script ?? "").replace("https://moot.example", moot.url);
}

/** Somebody's page with a card in it: by name, not by number, so that it is another site and not only another port. */
async function foreignPage(site: Site, frame: string): Promise<string> {
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Elsewhere</title>`;
  const at = site.at("/article", `${head}<p>As they say:</p>${frame}<script>${await documentedScript()}</script>`);
  return at.replace("127.0.0.1", "localhost");
}

const frameOf = (query = "") =>
  `<iframe src="${moot.url}/embed/c/${claimId}${query}" title="A claim" width="100%"></iframe>`;

async function embedded(options: BrowserContextOptions = {}, frame = frameOf()): Promise<Page> {
  const page = await newPage(options);
  await page.goto(await foreignPage(elsewhere, frame));
  return page;
}

const card = (page: Page) => page.frameLocator("iframe").getByRole("article");
const background = (page: Page) => card(page).evaluate((element) => getComputedStyle(element).backgroundColor);

describe("A claim in a page of another site", () => {
  test("stands there by the code that oEmbed gives, which the claim's own page leads to", async () => {
    const html = await (await fetch(moot.url + pages.argued)).text();
    const links = [
      ...html.matchAll(/<link rel="alternate" type="(?:application\/json|text\/xml)\+oembed" href="([^"]+)"/g),
    ];
    const answers = await Promise.all(links.map(([, href = ""]) => fetch(href.replaceAll("&amp;", "&"))));
    expect(answers.map(({ headers }) => headers.get("content-type")?.split(";")[0])).toEqual([
      "application/json",
      "text/xml",
    ]);
    const [json = "", xml = ""] = await Promise.all(answers.map((answer) => answer.text()));
    const frame: string = JSON.parse(json).html;
    expect(xml).toContain(frame.replaceAll("<", "&#60;").replaceAll(">", "&#62;").replaceAll('"', "&#34;"));

    const page = await embedded({}, frame);
    await expect(card(page).getByText("N = 3").textContent()).resolves.toBe("N = 3");
  });

  test("shows the votes, read anew while it is looked at", async () => {
    const page = await newPage();
    await page.clock.install();
    await page.goto(await foreignPage(elsewhere, frameOf()));
    await card(page).getByText("Disagree 1").waitFor();

    const bob = await visitor();
    onTestFinished(() => bob.context().close());
    await bob.goto(`${moot.url}/signin`);
    await signIn(bob, "Bob");
    const vote = (value: string) =>
      bob.evaluate(
        async ([path = "", value]) => {
          const headers = { "content-type": "application/json" };
          return (await fetch(path, { method: "PUT", headers, body: JSON.stringify({ value }) })).status;
        },
        [`/api/v1/claims/${claimId}/vote`, value],
      );
    expect(await vote("unsure")).toBe(200);
    await page.clock.runFor(31_000);
    await card(page).getByText("Unsure 2").waitFor();
    await card(page).getByText("N = 3").waitFor();
  });

  test("is as high as it needs to be, in a wide page and in a narrow one", async () => {
    const page = await embedded({ viewport: { width: 900, height: 900 } });
    const heights = () =>
      page.locator("iframe").evaluate((frame: HTMLIFrameElement) => Number(frame.getAttribute("height") ?? 0));
    const fits = async () => {
      const needed = Math.ceil((await card(page).boundingBox())?.height ?? 0);
      return needed > 0 && (await heights()) === needed;
    };
    await expect.poll(fits).toBe(true);
    const wide = await heights();
    await page.setViewportSize({ width: 300, height: 900 });
    await expect.poll(heights).toBeGreaterThan(wide);
    await expect.poll(fits).toBe(true);
  });

  test.each([
    ["", "light", "rgb(251, 250, 246)"],
    ["", "dark", "rgb(23, 24, 27)"],
    ["?theme=dark", "light", "rgb(23, 24, 27)"],
    ["?theme=light", "dark", "rgb(251, 250, 246)"],
  ] as const)("%s in a page that is %s has the ground %s", async (query, colorScheme, ground) => {
    expect(await background(await embedded({ colorScheme }, frameOf(query)))).toBe(ground);
  });

  test("is whole where scripts don't run", async () => {
    const page = await embedded({ javaScriptEnabled: false });
    await card(page).getByText("N = 3").waitFor();
    await card(page).getByRole("link", { name: "Argue it on Moot" }).waitFor();
  });

  test("is sent no cookie of who is signed in, sets none, and is less than 15 kB with all that it loads", async () => {
    const page = await newPage();
    await page.goto(`${moot.url}/signin`);
    await signIn(page, "Ada");
    expect(await page.context().cookies(moot.url)).not.toEqual([]);
    await page.goto("about:blank");
    const before = await page.context().cookies();

    const asked: import("playwright-core").Request[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(moot.url)) asked.push(request);
    });
    await page.goto(await foreignPage(elsewhere, frameOf()), { waitUntil: "networkidle" });
    await card(page).getByText("N = 3").waitFor();

    let bytes = 0;
    for (const request of asked) {
      const answer = await request.response();
      expect(await request.headerValue("cookie"), request.url()).toBeNull();
      expect(await answer?.headerValue("set-cookie"), request.url()).toBeNull();
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      bytes += responseBodySize + responseHeadersSize;
    }
    expect(asked.map((request) => new URL(request.url()).pathname)).toEqual([`/embed/c/${claimId}`]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(15_000);
    expect(await page.context().cookies()).toEqual(before);
  });

  test("leads to the claim in the whole window", async () => {
    const page = await embedded();
    await card(page).getByRole("link", { name: "Argue it on Moot" }).click();
    await page.waitForURL(moot.url + pages.argued);
  });
});
