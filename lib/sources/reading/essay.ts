import type { EssayBody, Part } from "@/lib/rich-text/document";
import { textOf } from "@/lib/rich-text/plain-text";
import { tidy } from "@/lib/rich-text/tidy";
import { toMarkdown } from "@/lib/rich-text/to-markdown";

/** A text as Markdown, for an editor to go through, and what it is called: its title stands above it, not in it. */
export type EssayRead = { title: string | null; markdown: string };

/** @param title what the page says of itself; where it says nothing, the heading that the text begins with */
export function essayOf(parts: Part[], title: string | null): EssayRead {
  const { content } = tidy({ type: "doc", content: parts } as EssayBody);
  const [first] = content;
  const heading = first?.type === "heading" ? textOf(first) : null;
  const isTitle = heading !== null && (title === null || alike(heading, title));
  return {
    title: title ?? heading,
    markdown: toMarkdown({ type: "doc", content: isTitle ? content.slice(1) : content }),
  };
}

/** Markdown is an essay's text as it is, but for the title that it begins with. */
export function essayOfMarkdown(markdown: string): EssayRead {
  const [whole, title = null] = /^\s*#[ \t]+(.+?)[ \t#]*(?:\r?\n|$)/.exec(markdown) ?? [];
  return { title, markdown: whole === undefined ? markdown : markdown.slice(whole.length).trimStart() };
}

/** A page's title often has the site's name after it. */
const alike = (heading: string, title: string): boolean => {
  const [a, b] = [heading, title].map((text) => text.replace(/\s+/g, " ").trim().toLowerCase()) as [string, string];
  return a !== "" && (a === b || b.startsWith(a));
};

/** Longer than this, a line is no heading. */
const headingAtMost = 90;

/** As long as that, a line was not broken by hand. */
const brokenAt = 120;

/**
 * The paragraphs of a plain text: a line each or, where its lines were broken by hand, apart by empty lines. A short line
 * without a full stop before a longer one is taken for a heading.
 */
export function partsOfPlain(text: string): Part[] {
  const lines = text.replace(/\r\n?/g, "\n").trim();
  const broken = /\n[ \t]*\n/.test(lines) && lines.split("\n").every((line) => line.length < brokenAt);
  const paragraphs = lines
    .split(broken ? /\n[ \t]*\n+/ : "\n")
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
  return paragraphs.map((paragraph, index): Part => {
    const content = [{ type: "text" as const, text: paragraph }];
    const next = paragraphs[index + 1];
    const heads = paragraph.length <= headingAtMost && /[\p{L}\p{N}"”’)?]$/u.test(paragraph) && next !== undefined;
    return heads && next.length > paragraph.length && /[.!?…”"’:]$/u.test(next)
      ? { type: "heading", attrs: { level: 2 }, content }
      : { type: "paragraph", content };
  });
}
