import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "@/lib/sources/reading/charset";
import { day } from "@/lib/sources/reading/facts";
import { readHtml } from "@/lib/sources/reading/html";
import { readPage } from "@/lib/sources/reading/read";
import { pdf } from "../support/site";

const url = "https://news.example/a/1?x=2";
const read = (html: string) => readHtml(html, url);

describe("a page's text", () => {
  test("is what a reader sees, a block a line", async () => {
    const { text } = await read(`<html><head><title>No</title><style>p{}</style></head><body>
      <p>One <b>bold</b>\n line.</p><script>no()</script><noscript>No</noscript><ul><li>A<li>B</ul>
      <p hidden>No</p><template><p>No</p></template><p>caf&eacute; &amp; <br>more&nbsp;here</p></body></html>`);
    expect(text).toBe("One bold line.\nA\nB\ncafé &\nmore here");
  });

  test("is told from what stands around it, so that another advertisement is no change", async () => {
    const around = (ad: string) =>
      read(`<body><nav>Home ${ad}</nav><main><p>The text.</p><aside>${ad}</aside></main><footer>${ad}</footer>`);
    expect((await around("Buy soap")).own).toBe("The text.");
    expect((await around("Buy soap")).text).toContain("Buy soap");
  });
});

describe("a page's facts", () => {
  test("are those it states for citing it", async () => {
    const { facts } = await read(`<html lang="en-GB"><head><title>Site | On lag</title>
      <meta name="citation_title" content="On lag"><meta name="citation_author" content="Hopper, Grace">
      <meta name="citation_author" content="Lovelace, Ada"><meta name="citation_publication_date" content="2026/05/29">
      <meta name="citation_journal_title" content="Journal of Lags"><link rel="canonical" href="/on-lag"></head>`);
    expect(facts).toEqual({
      title: "On lag",
      siteName: "Journal of Lags",
      author: "Hopper, Grace; Lovelace, Ada",
      publishedOn: "2026-05-29",
      language: "en-GB",
      canonicalUrl: "https://news.example/on-lag",
    });
  });

  test("are those for sharing it, or in its linked data, or else its title", async () => {
    const shared = await read(`<meta property="og:title" content="Shared"><meta property="og:site_name" content="News">
      <meta property="article:published_time" content="2026-05-29T23:00:00+02:00">
      <meta property="article:author" content="https://social.example/ada"><meta name="author" content="Ada">`);
    expect(shared.facts).toMatchObject({ title: "Shared", siteName: "News", publishedOn: "2026-05-29", author: "Ada" });
    const linked =
      await read(`<script type="application/ld+json">{"@graph":[{"@id":"#p","@type":"Person","name":"Grace"},
      {"@type":"NewsArticle","headline":"Linked","author":[{"@id":"#p"},{"name":"Ada"}],"datePublished":"2026-05",
       "publisher":{"name":"News"}}]}</script>`);
    expect(linked.facts).toMatchObject({
      title: "Linked",
      author: "Grace, Ada",
      publishedOn: "2026-05",
      siteName: "News",
    });
    expect((await read("<title> Plain\n title </title><h1>Heading</h1>")).facts.title).toBe("Plain title");
    expect((await read("<h1>Heading <b>bold</b></h1>")).facts.title).toBe("Heading bold");
  });

  test("hold nothing that can't be shown, and are not longer than their fields", async () => {
    const { facts } = await read(`<title>Evil \u202Etxt\u0000</title><meta name="author" content="${"a".repeat(5000)}">
      <link rel="canonical" href="javascript:alert(1)">`);
    expect(facts.title).toBe("Evil txt\uFFFD");
    expect(facts.author).toHaveLength(300);
    expect(facts.canonicalUrl).toBeNull();
  });

  test.each([
    ["2024-03-15T08:00:00Z", "2024-03-15"],
    ["2024/3/5", "2024-03-05"],
    ["20240315", "2024-03-15"],
    ["D:20240315120000Z", "2024-03-15"],
    ["2024-03", "2024-03"],
    ["2024", "2024"],
    ["15 March 2024", "2024-03-15"],
    ["March 15th, 2024", "2024-03-15"],
    ["Fri, 15 Mar 2024 08:00:00 GMT", "2024-03-15"],
    ["May 2024", "2024-05"],
    ["2024-02-31", null],
    ["yesterday", null],
    ["", null],
  ])("the date %s is %s", (text, expected) => {
    expect(day(text)).toBe(expected);
  });
});

describe("letters are read", () => {
  const latin = Buffer.from("<p>caf\xe9 \x93quoted\x94</p>", "latin1");
  test.each([
    ["as the header says", latin, "text/html; charset=windows-1252"],
    [
      "as the page says, where the header doesn't",
      Buffer.concat([Buffer.from('<meta charset="latin1">'), latin]),
      "text/html",
    ],
    ["as browsers guess, where nothing says it", latin, "text/html"],
    ["as UTF-8, where the charset is none", Buffer.from("<p>café “quoted”</p>"), "text/html; charset=klingon"],
    ["as UTF-16 by its mark", Buffer.from("\ufeff<p>café “quoted”</p>", "utf16le"), "text/html; charset=utf-8"],
  ])("%s", (_, bytes, type) => {
    expect(decode(bytes, type)).toContain("café “quoted”");
  });
});

describe("a PDF", () => {
  test("has its text, its title and its date", async () => {
    const bytes = pdf(["The gap was four", "months in 2026."], { title: "On lag", author: "Grace Hopper" });
    const page = await readPage(bytes, {
      url,
      contentType: "application/octet-stream",
      excerpt: "four months in 2026",
    });
    expect(page?.facts).toMatchObject({ title: "On lag", author: "Grace Hopper", publishedOn: "2024-03-15" });
    expect(page?.match).toMatchObject({ found: "folded", passage: { exact: "four\nmonths in 2026" } });
  });

  test("that is broken is a fault, not a crash", async () => {
    await expect(
      readPage(Buffer.from("%PDF-1.7 and then nothing"), { url, contentType: "", excerpt: null }),
    ).rejects.toThrow();
  });
});

test("an image that calls itself nothing is not read", async () => {
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2]);
  expect(await readPage(bytes, { url, contentType: "application/octet-stream", excerpt: null })).toBeNull();
});

test("any markup can be read", async () => {
  const tag = fc.constantFrom(
    "<p>",
    "</p>",
    "<main>",
    "</main>",
    "<nav>",
    "</nav>",
    "<script>",
    "</script>",
    "<svg/>",
    "<br>",
    "&amp;",
    "<title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<a href='",
    "<p hidden>",
    "]]>",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(tag, fc.string())), async (parts) => {
      const { text } = await read(parts.join(""));
      expect(text).toBe(text.trim());
    }),
  );
});
