import type { Body, Inline } from "@/lib/rich-text/document";
import type { GraphSource } from "../graph/graph";

/** A link, a footnote, an escaped character: all the markup there is in Kialo's text. */
const markup =
  /\[((?:\\.|[^\]\\\n]){1,500})\]\((https?:\/\/[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)|\[(\d{1,4})\](?!\()|\\([()[\]@\\:-])/g;

const unescaped = (text: string): string => text.replace(/\\([()[\]@\\:-])/g, "$1");

/** What a footnote leads to: an address, or words. */
export type Footnote = { url: string | null; text: string };

/** Kialo's text as a body; with the first thing it links to, the numbers of its footnotes, and those that lead nowhere. */
export function readText(text: string, footnotes: Map<string, Footnote>) {
  let source: GraphSource | null = null;
  const missing: string[] = [];
  const noted: string[] = [];
  const content: Inline[] = [];
  const say = (words: string, href?: string) => {
    for (const [i, line] of words.split("\n").entries()) {
      if (i > 0) content.push({ type: "hardBreak" });
      if (line === "") continue;
      content.push(
        href ? { type: "text", text: line, marks: [{ type: "link", attrs: { href } }] } : { type: "text", text: line },
      );
    }
  };
  let last = 0;
  for (const match of text.matchAll(markup)) {
    say(unescaped(text.slice(last, match.index)));
    last = match.index + match[0].length;
    const [, label, href, number, character] = match;
    if (character !== undefined) say(character);
    else if (label !== undefined && href !== undefined) {
      say(unescaped(label), href);
      source ??= { url: href, citation: null, title: unescaped(label) };
    } else if (number !== undefined) {
      const note = footnotes.get(number);
      (note ? noted : missing).push(number);
      say(`[${number}]`, note?.url ?? undefined);
      if (note && source === null) source = sourceOf(note);
    }
  }
  say(unescaped(text.slice(last)));
  const body: Body = { type: "doc", content: [{ type: "paragraph", content }] };
  return { body, source, noted, missing };
}

/** What a footnote says besides its address is what the source is called. */
function sourceOf({ url, text }: Footnote): GraphSource {
  if (url === null) return { url, citation: text, title: null };
  return { url, citation: null, title: text.replace(url, "").replace(/\s+/gu, " ").trim() || null };
}

const escaped = (text: string): string => text.replace(/[()[\]@\\]/g, "\\$&");
const address = (href: string): string =>
  href.replace(/[\s()]/g, (c) => (c === "(" ? "%28" : c === ")" ? "%29" : encodeURIComponent(c)));

/** A body in Kialo's text, in one line. */
export function writeText(body: Body): string {
  const inline = (one: Inline): string => {
    if (one.type === "hardBreak") return " ";
    const link = one.marks?.find((mark) => mark.type === "link");
    if (link?.type !== "link" || !/^https?:/i.test(link.attrs.href)) return escaped(one.text);
    return `[${escaped(one.text)}](${address(link.attrs.href)})`;
  };
  type Block = Body["content"][number] | { type: "listItem"; content: Body["content"] };
  const block = (one: Block): string =>
    one.type === "paragraph" ? (one.content ?? []).map(inline).join("") : one.content.map(block).join(" ");
  return body.content.map(block).join(" ").replace(/\s+/gu, " ").trim();
}

export const writeLink = (title: string, href: string): string => `[${escaped(title)}](${address(href)})`;
export const writePlain = (text: string): string => escaped(text).replace(/\s+/gu, " ").trim();

/** A text whose beginning nobody takes for a stance, or for a hint to look elsewhere. */
export const unmistakable = (text: string): string => text.replace(/^(Pro|Con):/, "$1\\:").replace(/^->/, "\\->");
