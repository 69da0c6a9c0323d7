import { expect, onTestFinished, test } from "vitest";
import { lookForText } from "@/lib/essays/look-for-text";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { parseBody } from "@/lib/rich-text/validate";
import { createEssayLooker, createFileReader } from "@/lib/sources/essay-looker";
import { looker } from "@/lib/sources/look-up";
import { readPage } from "@/lib/sources/reading/read";
import { lookingAt } from "../support/looking";
import { moot } from "../support/moot";
import { startSite } from "../support/site";

const html = `<!doctype html><html><head><title>On owning – The Review</title><meta name="author" content="Ada">
<style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <h2>Sections</h2></nav><div>Sign in to read more</div>
<article><header><h1>On owning</h1></header>
<p>We used to <b>share</b> what we <em>wrote</em>.<br>Now we <a href="/rent">rent</a> it, <a href="javascript:alert(1)">all</a>.
<p>An unclosed paragraph &amp; an entity.
<h2>What it costs</h2>
<ul><li>One<li>Two <ol><li>Nested</ol></ul>
<blockquote><p>Said</p><p>at length</p></blockquote>
<h4>Deep</h4>
<pre>a
  b</pre>
<hr>
<table><tr><td>Year<td>Cost</tr><tr><td>2025<td>5</tr></table>
<script>document.write("no")</script>
<form><p>Subscribe</p></form>
</article><footer>All rights</footer></body></html>`;

const expected = `We used to **share** what we *wrote*.
Now we [rent](https://example.org/rent) it, all.

An unclosed paragraph & an entity.

## What it costs

- One
- Two

  1. Nested

> Said
>
> at length

### Deep

a
b

---

Year | Cost

2025 | 5`;

async function setting() {
  const m = await moot();
  const site = await startSite();
  looker.essayAt = createEssayLooker(lookingAt(site));
  looker.essayIn = createFileReader(readPage);
  onTestFinished(() => {
    Object.assign(looker, { essayAt: null, essayIn: null });
  });
  const max = await m.as("max", "moderator");
  const file = (name: string, content: string, type = "") =>
    lookForText(max, { file: { bytes: Buffer.from(content), name, type } });
  return { ...m, site, max, file };
}

test("a page's text comes with its headings, lists and links, and without what stands around it", async () => {
  const { site, max } = await setting();
  const found = await lookForText(max, { url: site.at("/essay", html) });
  expect(found).toMatchObject({ title: "On owning – The Review", author: "Ada", url: `${site.url}/essay` });
  expect(found.markdown).toBe(expected.replace("https://example.org", site.url));
});

test("so does a file's, by its name, in whatever form it is", async () => {
  const { file } = await setting();
  expect(await file("essay.md", "# A\n\n## B\n\nOne *two*.")).toMatchObject({
    title: "A",
    markdown: "## B\n\nOne *two*.",
  });
  expect((await file("essay.HTML", "<p>One <i>two</i>.")).markdown).toBe("One *two*.");
  const plain = "Title of it\n\nA first\nparagraph, wrapped.\n\nA heading\n\n1. not a *list*, and it goes on.";
  const text = await file("essay.txt", plain);
  expect(text.title).toBe("Title of it");
  expect(toMarkdown(parseBody({ markdown: text.markdown }, "essay").body)).toBe(
    "A first paragraph, wrapped.\n\n## A heading\n\n1\\. not a \\*list\\*, and it goes on.",
  );
  const long = "A paragraph that nobody broke into lines by hand. ".repeat(4).trim();
  expect((await file("essay.txt", `Its title\n\n${long}\nA heading\n${long}`)).markdown).toBe(
    `${long}\n\n## A heading\n\n${long}`,
  );
});

test("whatever a page holds, an essay's text can be made of it", async () => {
  const { file } = await setting();
  const deep = "<blockquote><ul><li>".repeat(500);
  expect((await file("a.html", `${deep}deep`)).markdown).toContain("deep");
  const { markdown } = await file("a.html", "</p></li></ul><li>loose<ul>text in a list<li><h2>head</h2><hr></ul><b>x");
  expect(parseBody({ markdown }, "essay").text).toBe("loose\n\n• head\n\nx");
});

test("who gives an address that can't be read is told why, and what to do", async () => {
  const { max, site, file } = await setting();
  await expect(lookForText(max, { url: `${site.url}/nowhere` })).rejects.toMatchObject({
    errors: { url: "The site says that it is not there. Paste the text instead." },
  });
  await expect(lookForText(max, { url: "http://10.0.0.1/" })).rejects.toMatchObject({
    errors: { url: expect.stringContaining("private") },
  });
  await expect(lookForText(max, { url: "essay" })).rejects.toMatchObject({ errors: { url: expect.any(String) } });
  await expect(file("a.bin", "a\0b")).rejects.toMatchObject({ errors: { file: expect.any(String) } });
  await expect(file("a.html", "<nav>Home</nav>")).rejects.toMatchObject({ errors: { file: expect.any(String) } });
});

test("members bring nothing in", async () => {
  const { as, site } = await setting();
  await expect(lookForText(await as("ada"), { url: site.at("/essay", html) })).rejects.toMatchObject({ status: 403 });
  expect(site.asked).toEqual([]);
});
