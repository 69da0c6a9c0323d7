import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, closeBrowser, visitor } from "../support/browser";
import { type Lively, startLively } from "../support/lively";
import { signIn } from "../support/people";
import type { RunningMoot } from "../support/server";

let moot: RunningMoot;
let pages: Lively;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ moot, pages, stop } = await startLively());
});
afterAll(async () => {
  await closeBrowser();
  await stop();
});

const readers = ["a stranger", "Ada", "Mo", "Ann"] as const;
type Reader = (typeof readers)[number];

const looks = [
  { width: 1280, height: 900, colorScheme: "light" },
  { width: 360, height: 740, colorScheme: "dark" },
] as const;

const essay = "/essays/why-open-source-ai-is-failing";
const path = (url: string) => new URL(url, moot.url).pathname;

/** The pages that look different to this reader, by what they are called. */
function pagesOf(reader: Reader): Record<string, string> {
  const everybodys = {
    "the essay": essay,
    "a claim that is argued": pages.argued,
    "a claim that nobody has argued": pages.unargued,
    "a claim that is locked": pages.locked,
    "a claim that is resolved": pages.resolved,
    evidence: path(pages.evidence),
    "a rebuttal": path(pages.rebuttal),
    "the end of a long chain": path(pages.deepest),
    "what was withdrawn": path(pages.withdrawn),
    "a history": `${path(pages.evidence)}/history`,
    "a search": "/search?q=open",
    "a profile": "/u/Ada",
    "the log": "/moderation/log",
    "the graded sites": "/sources",
    "a site that is graded": "/sources/graded.example",
    "a flag's form": `${path(pages.rebuttal)}/flag`,
    settings: "/settings",
    "the inbox": "/inbox",
  };
  const strangers = {
    "the first page": "/",
    "the most argued claims": `${essay}?sort=argued`,
    "the most divided claims": `${essay}?sort=divided`,
    "the unargued claims": `${essay}?sort=unargued`,
    "a filter that leaves nothing": `${essay}?sort=unargued&kind=definition`,
    "the newest first": `${pages.argued}?sort=newest`,
    "an empty search": "/search",
    "a search that finds nothing": "/search?q=xylophone",
    about: "/about",
    "a citation": `/cite/c/${pages.argued.split("/")[2]}`,
    "sign-in": "/signin",
    "sign-in with a vote to cast": `/signin?next=/&intent=vote:${pages.argued.split("/")[2]}:agree`,
    "sign-up": "/signup",
    "a page that isn't there": "/nowhere",
    "a claim that isn't there": "/c/nothing/here",
  };
  const moderators = {
    "a claim that is argued": pages.argued,
    "a claim that is locked": pages.locked,
    "a rebuttal": path(pages.rebuttal),
    "what was withdrawn": path(pages.withdrawn),
    "the queue": "/moderation",
    "the queue as a list": "/moderation?view=list",
    "a filter of the queue": "/moderation?kind=rebuttal&state=unreviewed",
    appeals: "/moderation/appeals",
    "a person": "/moderation/people/Ada",
    "the merge": `/moderation/${pages.evidence.split("/").at(-1)}/merge`,
    "the rules of intake": "/moderation/rules",
    "a site's grade": "/moderation/sources/graded.example",
    "the desk": `/moderation/${pages.rebuttal.split("/").at(-1)}`,
    "the lock's form": `/moderation/claims/${pages.locked.split("/")[2]}`,
    "the inbox": "/inbox",
    "essays to curate": "/moderation/essays",
    "an essay to bring in": "/moderation/essays/new",
    "an essay's text to write": `/moderation${essay}`,
    "what was proposed": "/moderation/proposals",
  };
  // Each role sees what the one before it sees, and a few controls more: those pages only.
  if (reader === "a stranger") return { ...everybodys, ...strangers };
  if (reader === "Ada")
    return { ...everybodys, "the edit form": `${path(pages.evidence)}/edit`, "her proposals": "/proposals" };
  return reader === "Mo"
    ? moderators
    : {
        people: "/moderation/people",
        reasons: "/moderation/reasons",
        curators: "/moderation/curators",
        webhooks: "/moderation/webhooks",
        "a debate to bring in": "/moderation/import",
        "the desk": moderators["the desk"],
      };
}

/** A refusal that the page itself is: Chromium writes each into its console. */
const isTheAnswer = (text: string) =>
  /Failed to load resource: the server responded with a status of 40[34]/.test(text);

describe.each(readers)("To %s", (reader) => {
  let page: Page;
  const complaints: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    page = await visitor();
    page.on("console", (message) => {
      const text = message.text();
      if (["error", "warning"].includes(message.type()) && !isTheAnswer(text))
        complaints.push(`${page.url()}: ${text}`);
    });
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== moot.url) foreign.push(request.url());
    });
    if (reader !== "a stranger") {
      await page.goto(`${moot.url}/signin`);
      await signIn(page, reader);
    }
  });

  test("every page is accessible, wide and light as well as narrow and dark, and none is broader than the window", async () => {
    const faults: Record<string, unknown> = {};
    for (const [name, address] of Object.entries(pagesOf(reader))) {
      await page.goto(moot.url + address);
      if (reader !== "a stranger")
        await page.getByRole("navigation", { name: "Your account" }).getByText(reader).waitFor();
      for (const { colorScheme, ...size } of looks) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        const violations = await axe(page);
        if (violations.length > 0) faults[`${name}, ${colorScheme}, ${size.width}`] = violations;
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (excess > 0) faults[`${name} at ${size.width}`] = `${excess}px too broad`;
      }
    }
    expect(faults).toEqual({});
  }, 180_000);

  test("no page complains in the console, breaks its own policy or asks another site for anything", () => {
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
});

test("the server had nothing to warn of meanwhile", () => {
  const lines = moot.logs().split("\n");
  expect(lines.filter((line) => /"level":"?(warn|error|fatal|[456]0)|\b(warn|error)\b/i.test(line))).toEqual([]);
});
