import { loadImage } from "@napi-rs/canvas";
import fc from "fast-check";
import { parseAtomFeed } from "feedsmith";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { mergeClaims } from "@/lib/curation/commands/merge-claims";
import { makeClaim } from "@/lib/essays/commands";
import { wantsAnnotation } from "@/lib/sharing/annotation";
import { createSharing } from "@/lib/sharing/routes";
import { embedCode, escapeHtml, markdownQuotation } from "@/lib/sharing/sharing";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { bringIn } from "../support/essays";
import { moot } from "../support/moot";

const site = "https://moot.example";

/** A claim with evidence, and what a stranger is given when asking for something. */
async function setting(statement = "Water is wet") {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, [statement]);
  if (!claim) throw new Error("no claim");
  const app = createSharing({ ctx: () => m.as(null), origin: () => site });
  return { ...m, claim, get: (path: string, headers = {}) => app.request(path, { headers }) };
}

describe("a card in somebody else's page", () => {
  test("shows the claim, its tally and N, in less than 15 kB and with nothing from elsewhere", async () => {
    const { claim, get, as } = await setting();
    await castVote(await as("ada"), claim.id, { value: "agree" });
    const answer = await get(`/embed/c/${claim.id}`);
    const html = await answer.text();
    expect(html).toContain("Water is wet");
    expect(html).toContain("Agree <b>1</b>");
    expect(html).toContain("N = <b>1</b>");
    expect(Buffer.byteLength(html)).toBeLessThan(15_000);
    expect(html).not.toMatch(/\ssrc=/);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("shows a statement as text, whatever stands in it", async () => {
    const { claim, get } = await setting(`</title><script>alert("x")</script> & 'so'`);
    const html = await (await get(`/embed/c/${claim.id}`)).text();
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&#60;/title&#62;&#60;script&#62;");
  });

  test("is not made of what is held", async () => {
    const { db, claim, get, person } = await setting();
    const held = await contributionOf(db, claim, await person("ada"), { state: "held", text: "Marker" });
    for (const path of [
      `/embed/e/${held.id}`,
      `/preview/e/${held.id}.png`,
      `/cite/e/${held.id}.bib`,
      `/qr/e/${held.id}.svg`,
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
    expect(await (await get("/feeds/site.atom")).text()).not.toContain("Marker");
  });
});

describe("oEmbed", () => {
  test("answers for a claim's address in JSON and XML, no larger than was asked for", async () => {
    const { claim, get } = await setting("Less < more");
    const url = encodeURIComponent(`${site}/c/${claim.id}/${claim.slug}`);
    const json = await (await get(`/oembed?url=${url}&maxwidth=300`)).json();
    expect(json).toMatchObject({ version: "1.0", type: "rich", title: "Less < more", width: 300 });
    expect(json.html).toContain(`${site}/embed/c/${claim.id}`);
    const xml = await (await get(`/oembed?url=${url}&format=xml`)).text();
    expect(xml).toContain("<title>Less &#60; more</title>");
  });

  test("knows no other site's addresses", async () => {
    const { claim, get } = await setting();
    for (const url of [`https://elsewhere.example/c/${claim.id}`, `${site}/settings`, "nonsense", `${site}/c/none`]) {
      expect((await get(`/oembed?url=${encodeURIComponent(url)}`)).status, url).toBe(404);
    }
  });
});

describe("a preview picture", () => {
  const statements = [
    "No.",
    "Open models lag closed ones by about six months.",
    "The capital needed to train a frontier model has grown so fast that nobody else can pay. ".repeat(6),
    "النماذج المفتوحة تتأخر عن النماذج المغلقة مثل GPT-5 بستة أشهر",
    "オープンモデルはクローズドモデルに約六ヶ月遅れている。",
    "🙂",
  ];
  test.each(statements)("of 1200 × 630 is drawn for: %s", async (statement) => {
    const { claim, get } = await setting(statement);
    const answer = await get(`/preview/c/${claim.id}.png`);
    expect(answer.headers.get("content-type")).toBe("image/png");
    const picture = await loadImage(Buffer.from(await answer.arrayBuffer()));
    expect([picture.width, picture.height]).toEqual([1200, 630]);
  });

  test("changes with the votes", async () => {
    const { claim, get, as } = await setting();
    const before = await (await get(`/preview/c/${claim.id}.png`)).arrayBuffer();
    await castVote(await as("ada"), claim.id, { value: "disagree" });
    const after = await (await get(`/preview/c/${claim.id}.png`)).arrayBuffer();
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(false);
  });
});

describe("a citation", () => {
  test.each(["bib", "ris", "json"])("as .%s names the revision and the day", async (format) => {
    const { claim, get } = await setting();
    const answer = await get(`/cite/c/${claim.id}.${format}`);
    const text = await answer.text();
    expect(answer.headers.get("content-disposition")).toContain(`.${format}"`);
    expect(text).toContain("revision 1");
    expect(text).toContain("2026-11-01");
    expect(text).toContain("?at=1");
  });
});

describe("a feed", () => {
  test("of the site, an essay, a claim and a person is read by a feed reader", async () => {
    const { db, claim, get, person } = await setting("Fire & <water>");
    await contributionOf(db, claim, await person("ada"), { text: "Steam\u0007 is \uD800 water." });
    for (const path of ["site", "essays/an-essay", `c/${claim.id}`, "u/ada"]) {
      const answer = await get(`/feeds/${path}.atom`);
      expect(answer.headers.get("content-type")).toContain("application/atom+xml");
      const feed = parseAtomFeed(await answer.text());
      expect(
        feed.links?.some(({ rel, href }) => rel === "self" && href === `${site}/feeds/${path}.atom`),
        path,
      ).toBe(true);
      const entry = feed.entries?.find(({ title }) => JSON.stringify(title).includes("Evidence for"));
      expect(JSON.stringify(entry), path).toContain("Fire & <water>");
      expect(JSON.stringify(entry), path).toContain("is � water.");
    }
  });
});

describe("a claim's annotation", () => {
  test("selects its passage, and the page is for those who read pages", async () => {
    const { claim, get } = await setting();
    const answer = await get(`/annotations/${claim.id}`, { accept: "application/ld+json" });
    expect(await answer.json()).toMatchObject({
      type: "Annotation",
      target: { selector: { type: "TextQuoteSelector", exact: claim.quoteExact } },
    });
    const page = await get(`/annotations/${claim.id}`, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect([page.status, page.headers.get("location")]).toEqual([303, `/c/${claim.id}/${claim.slug}`]);
  });

  test("is of the essay's text where that is here, else of the essay", async () => {
    const { claim, get, as } = await setting();
    const source = async (id: string) => {
      const answer = await get(`/annotations/${id}`, { accept: "application/ld+json" });
      return (await answer.json()).target.source;
    };
    expect(await source(claim.id)).toBe(`${site}/essays/an-essay`);
    const { slug } = await bringIn(await as("Rue", "admin"));
    const quote = { exact: "A licence is a lease." };
    const made = await makeClaim(await as("max", "moderator"), slug, { quote, statement: "It ends.", kind: "fact" });
    expect(await source(made.id)).toBe(`${site}/essays/${slug}/text`);
  });

  test("goes by the weights of what is accepted", () => {
    expect(wantsAnnotation(undefined)).toBe(true);
    expect(wantsAnnotation("*/*")).toBe(true);
    expect(wantsAnnotation("text/html;q=0.4, application/ld+json;q=0.5")).toBe(true);
    expect(wantsAnnotation("text/html, application/json;q=0.9")).toBe(false);
  });
});

describe("the sitemap", () => {
  test("names the texts of essays that can be read in full", async () => {
    const { get, as } = await setting();
    const { slug } = await bringIn(await as("Rue", "admin"));
    expect(await (await get("/sitemap.xml")).text()).toContain(`${site}/sitemap/texts.xml`);
    const texts = await (await get("/sitemap/texts.xml")).text();
    expect(texts).toContain(`<loc>${site}/essays/${slug}/text</loc><lastmod>2026-11-01T12:00:00.000Z</lastmod>`);
    expect(texts).not.toContain("an-essay");
  });

  test("names every claim but those that went into another", async () => {
    const { claim, get } = await setting();
    expect(await (await get("/sitemap.xml")).text()).toContain(`${site}/sitemap/claims-1.xml`);
    expect(await (await get("/sitemap/claims-1.xml")).text()).toContain(`${site}/c/${claim.id}/${claim.slug}`);
    expect(await (await get("/sitemap/claims-2.xml")).text()).not.toContain(claim.id);
    expect(await (await get("/robots.txt")).text()).toContain(`Sitemap: ${site}/sitemap.xml`);
  });
});

describe("what is quoted", () => {
  const shared = (text: string) => ({ kind: "c" as const, id: "x", path: "/c/x", text, by: null });

  test("stays text in Markdown, whatever stands in it", () => {
    const words = fc.string({ unit: fc.constantFrom(..."ab12 #*_`[]()<>!|~&\\.-+=>\n"), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, (text) => {
        const tree = fromMarkdown(markdownQuotation(shared(text), "https://moot.example/c/x"));
        const kinds = new Set(JSON.stringify(tree).match(/"type":"\w+"/g));
        for (const kind of ["emphasis", "strong", "html", "heading", "list", "code", "inlineCode", "image"]) {
          expect(kinds, text).not.toContain(`"type":"${kind}"`);
        }
      }),
    );
  });

  test("stays text in HTML", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
        expect(embedCode(shared(text), (path) => site + path).match(/</g)).toHaveLength(2);
      }),
    );
  });
});

describe("after a merge", () => {
  test("whatever pointed at a claim shows the one that it went into", async () => {
    const { db, get, as } = await setting();
    const [first, second] = await essayWithClaims(db, ["Fire burns", "Fire is hot"], "Another essay");
    if (!first || !second) throw new Error("no claims");
    await mergeClaims(await as("mo", "moderator"), first.id, { into: second.id, version: 1, reason: "The same." });
    expect(await (await get(`/embed/c/${first.id}`)).text()).toContain("Fire is hot");
    expect(await (await get(`/cite/c/${first.id}.ris`)).text()).toContain("Fire is hot");
    expect(await (await get(`/feeds/c/${first.id}.atom`)).text()).toContain("Fire is hot");
    expect(await (await get("/sitemap/claims-1.xml")).text()).not.toContain(first.id);
  });
});
