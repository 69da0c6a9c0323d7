import { Parser } from "htmlparser2";
import type { PageFacts } from "../sources";
import { day, language, line, webUrl } from "./facts";
import { readLinkedData } from "./json-ld";

export type PageText = {
  facts: PageFacts;
  /** What can be read on the page, a block a line. */
  text: string;
  /** What of it is the page's own, without navigation and footer: by this, a change of the page is told. */
  own: string;
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

/**
 * Reads a page in one pass, without a tree of it: what is nested a million deep is as flat as the rest. Text is what
 * stands in the markup; what only a script would write isn't there.
 */
export function readHtml(html: string, url: string): PageText {
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
  /** How deep within what is hidden, what surrounds, what is the page's own; 0 outside. */
  const within = { hidden: 0, around: 0, main: 0 };
  let mainSeen = false;
  let collecting: "title" | "h1" | "ld" | null = null;
  let ld = "";

  const note = (name: string | undefined, content: string | undefined) => {
    if (!name || !content || meta.size > 500) return;
    const key = name.toLowerCase();
    const values = meta.get(key) ?? [];
    if (values.length < 20) meta.set(key, [...values, content.slice(0, 2000)]);
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "html") lang ??= language(attributes.lang);
        else if (name === "meta") {
          note(attributes.name ?? attributes.property ?? attributes.itemprop, attributes.content);
          note(attributes["http-equiv"] && `http-${attributes["http-equiv"]}`, attributes.content);
        } else if (name === "base" && base === url) base = webUrl(attributes.href, url) ?? url;
        else if (name === "link" && /\bcanonical\b/i.test(attributes.rel ?? "")) canonical ??= attributes.href;
        else if (name === "time") time ??= attributes.datetime;
        else if (name === "title" && title === "") collecting = "title";
        else if (name === "h1" && heading === "") collecting = "h1";
        else if (name === "script" && /ld\+json/i.test(attributes.type ?? "") && linkedData.length < 20) {
          collecting = "ld";
          ld = "";
        }
        if (within.hidden > 0 || hidden.has(name) || attributes.hidden !== undefined) within.hidden += 1;
        if (within.around > 0 || surroundings.has(name)) within.around += 1;
        if (within.main > 0 || name === "main" || name === "article" || attributes.role === "main") {
          within.main += 1;
          mainSeen = true;
        }
        if (blocks.has(name)) {
          all.end();
          own.end();
        } else if (name === "img" && within.hidden === 0) all.add(" ");
      },
      ontext(text) {
        if (collecting === "title") title += text;
        else if (collecting === "h1" && heading.length < 2000) heading += text;
        else if (collecting === "ld" && ld.length < 300_000) ld += text;
        if (within.hidden > 0) return;
        all.add(text);
        if (within.around === 0 && (within.main > 0 || !mainSeen)) own.add(text);
      },
      onclosetag(name) {
        if (name === collecting) collecting = null;
        if (name === "script" && collecting === "ld") {
          linkedData.push(ld);
          collecting = null;
        }
        for (const place of ["hidden", "around", "main"] as const) if (within[place] > 0) within[place] -= 1;
        if (blocks.has(name)) {
          all.end();
          own.end();
        }
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  );
  for (let at = 0; at < html.length; at += 65_536) parser.write(html.slice(at, at + 65_536));
  parser.end();

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
  };
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
