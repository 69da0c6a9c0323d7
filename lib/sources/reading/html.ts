import { finished } from "node:stream/promises";
import { SAXParser } from "parse5-sax-parser";
import type { Part } from "@/lib/rich-text/document";
import type { PageFacts } from "../sources";
import { EssayParts } from "./essay-parts";
import { day, language, line, webUrl } from "./facts";
import { readLinkedData } from "./json-ld";

export type PageText = {
  facts: PageFacts;
  /** What can be read on the page, a block a line. */
  text: string;
  /** What of it is the page's own, without navigation and footer: by this, a change of the page is told. */
  own: string;
  /** The same with its headings, lists and links, as the parts of an essay's text. */
  parts: Part[];
};

/** What no reader sees, or what is no text. */
const hidden = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "svg",
  "math",
  "iframe",
  "object",
  "canvas",
  "audio",
  "video",
  "select",
  "textarea",
  "button",
  "head",
]);
const surroundings = new Set(["nav", "footer", "aside", "form", "dialog"]);
const blocks = new Set(
  "address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** Blocks that stand in a line with the next. */
const cells = new Set(["td", "th", "br"]);

/**
 * Reads a page in one pass, without a tree of it: what is nested a million deep is as flat as the rest. Text is what
 * stands in the markup; what only a script would write isn't there.
 */
export async function readHtml(html: string, url: string): Promise<PageText> {
  const meta = new Map<string, string[]>();
  const linkedData: string[] = [];
  let title = "";
  let heading = "";
  let lang: string | null = null;
  let canonical: string | undefined;
  let base = url;
  let time: string | undefined;

  const all = new Lines();
  const own = new Lines();
  const open = new OpenElements();
  let parts = new EssayParts(url);
  let mainSeen = false;
  let collecting: "title" | "h1" | "script" | null = null;

  const note = (name: string | undefined, content: string | undefined) => {
    if (!name || !content || meta.size > 500) return;
    const key = name.toLowerCase();
    const values = meta.get(key) ?? [];
    if (values.length < 20) meta.set(key, [...values, content.slice(0, 2000)]);
  };
  const endBlock = (name: string) => {
    if (!blocks.has(name)) return;
    all.end();
    own.end();
  };
  const isOwn = ({ hidden, around, main }: Place) => !hidden && !around && (main || !mainSeen);

  const parser = new SAXParser();
  parser.on("startTag", ({ tagName: name, attrs, selfClosing }) => {
    const attribute = (wanted: string) => attrs.find((one) => one.name === wanted)?.value;
    if (name === "html") lang ??= language(attribute("lang"));
    else if (name === "meta") {
      note(attribute("name") ?? attribute("property") ?? attribute("itemprop"), attribute("content"));
      if (attribute("http-equiv")) note(`http-${attribute("http-equiv")}`, attribute("content"));
    } else if (name === "base" && base === url) base = webUrl(attribute("href"), url) ?? url;
    else if (name === "link" && /\bcanonical\b/i.test(attribute("rel") ?? "")) canonical ??= attribute("href");
    else if (name === "time") time ??= attribute("datetime");
    else if (name === "title" && title === "") collecting = "title";
    else if (name === "h1" && heading === "") collecting = "h1";
    else if (name === "script" && /ld\+json/i.test(attribute("type") ?? "") && linkedData.length < 20) {
      collecting = "script";
      linkedData.push("");
    }
    endBlock(name);
    const main = name === "main" || name === "article" || attribute("role") === "main";
    // What stood before the page's main part is none of it.
    if (main && !mainSeen) parts = new EssayParts(url);
    mainSeen ||= main;
    const before = open.top();
    const place = {
      hidden: hidden.has(name) || attribute("hidden") !== undefined,
      around: surroundings.has(name),
      main,
    };
    if (
      isOwn({ hidden: before.hidden || place.hidden, around: before.around || place.around, main: before.main || main })
    ) {
      if (blocks.has(name) && !cells.has(name)) parts.break();
      parts.start(name, attribute);
    }
    if (!selfClosing) open.push(name, place);
  });
  parser.on("text", ({ text }) => {
    if (collecting === "title") title += text;
    else if (collecting === "h1" && heading.length < 2000) heading += text;
    else if (collecting === "script") linkedData.push(`${linkedData.pop()}${text}`.slice(0, 300_000));
    const within = open.top();
    if (within.hidden) return;
    all.add(text);
    if (isOwn(within)) {
      own.add(text);
      parts.text(text);
    }
  });
  parser.on("endTag", ({ tagName: name }) => {
    if (name === collecting) collecting = null;
    if (isOwn(open.top())) parts.end(name, blocks.has(name));
    open.close(name);
    endBlock(name);
  });
  for (let at = 0; at < html.length; at += 65_536) parser.write(html.slice(at, at + 65_536));
  parser.end();
  await finished(parser.resume());

  const first = (...names: string[]) => {
    for (const name of names) {
      const value = meta.get(name)?.find((value) => value.trim() !== "");
      if (value) return value;
    }
    return undefined;
  };
  const ofWork = readLinkedData(linkedData);
  const authors = meta.get("citation_author") ?? meta.get("dc.creator") ?? [];
  const author =
    authors.join("; ") ||
    [first("author", "article:author", "parsely-author", "sailthru.author", "byl"), ofWork.author].find(
      (name) => name && !/^(https?:|@)/i.test(name.trim()),
    );
  return {
    facts: {
      title: line(first("citation_title", "og:title", "dc.title") ?? ofWork.title ?? (title || heading), 300),
      siteName: line(
        first("citation_journal_title", "og:site_name", "citation_publisher") ??
          ofWork.publisher ??
          first("application-name", "dc.publisher"),
        200,
      ),
      author: line(author, 300),
      publishedOn:
        [
          first("citation_publication_date", "citation_date", "citation_online_date"),
          first("article:published_time", "og:article:published_time", "parsely-pub-date", "datepublished"),
          ofWork.date,
          first("dc.date", "dc.date.issued", "dcterms.created", "date", "pubdate", "sailthru.date"),
          time,
        ]
          .map(day)
          .find((found) => found !== null) ?? null,
      language: lang ?? language(first("http-content-language", "og:locale", "dc.language")),
      canonicalUrl: webUrl(canonical, base) ?? webUrl(first("og:url"), base),
    },
    text: all.text(),
    own: own.text(),
    parts: parts.parts(),
  };
}

type Place = { hidden: boolean; around: boolean; main: boolean };
const nowhere: Place = { hidden: false, around: false, main: false };

const empty = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** What ends where one of its kin begins, without a tag that says so. */
const kin: Record<string, readonly string[]> = {
  li: ["li"],
  dt: ["dt", "dd"],
  dd: ["dt", "dd"],
  tr: ["tr", "td", "th"],
  td: ["td", "th"],
  th: ["td", "th"],
  option: ["option"],
};

/** The elements that a text stands in, as far as it matters: only so deep, and looked through only so far. */
class OpenElements {
  private readonly stack: (Place & { name: string })[] = [];

  push(name: string, place: Place): void {
    if (empty.has(name)) return;
    const last = this.stack.at(-1)?.name;
    if (last !== undefined && (kin[name]?.includes(last) || (last === "p" && blocks.has(name)))) this.stack.pop();
    if (this.stack.length >= 512) return;
    const { hidden, around, main } = this.top();
    this.stack.push({
      name,
      hidden: hidden || place.hidden,
      around: around || place.around,
      main: main || place.main,
    });
  }

  close(name: string): void {
    const { length } = this.stack;
    for (let at = length - 1; at >= Math.max(0, length - 64); at -= 1) {
      if (this.stack[at]?.name !== name) continue;
      this.stack.length = at;
      return;
    }
  }

  top(): Place {
    return this.stack.at(-1) ?? nowhere;
  }
}

/** Text as it is read: each run of white space is one space, and blocks stand on lines of their own. */
class Lines {
  private readonly done: string[] = [];
  private parts: string[] = [];

  add(text: string): void {
    this.parts.push(text);
  }

  end(): void {
    if (this.parts.length === 0) return;
    const line = this.parts
      .join("")
      .replace(/[\s\u00a0]+/g, " ")
      .trim();
    this.parts = [];
    if (line !== "") this.done.push(line);
  }

  text(): string {
    this.end();
    return this.done.join("\n");
  }
}
