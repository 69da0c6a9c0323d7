import type { EssayBody, Part } from "@/lib/rich-text/document";
import { textOf } from "@/lib/rich-text/plain-text";
import { tidy } from "@/lib/rich-text/tidy";
import { toMarkdown } from "@/lib/rich-text/to-markdown";

/** The text of a page as Markdown, for an editor to go through; without the title that stands above it. */
export function essayOf(parts: Part[], title: string | null): string {
  const { content } = tidy({ type: "doc", content: parts } as EssayBody);
  const [first] = content;
  const repeats = first?.type === "heading" && title !== null && alike(textOf(first), title);
  return toMarkdown({ type: "doc", content: repeats ? content.slice(1) : content });
}

/** A page's title often has the site's name after it. */
const alike = (heading: string, title: string): boolean => {
  const [a, b] = [heading, title].map((text) => text.replace(/\s+/g, " ").trim().toLowerCase()) as [string, string];
  return a !== "" && (a === b || b.startsWith(a));
};

/** Longer than this, a line is no heading. */
const headingAtMost = 90;

/**
 * The paragraphs of a plain text: apart by empty lines or, where it has none, a line each. A short line without a full stop
 * before a longer one is taken for a heading.
 */
export function partsOfPlain(text: string): Part[] {
  const lines = text.replace(/\r\n?/g, "\n").trim();
  const paragraphs = (/\n[ \t]*\n/.test(lines) ? lines.split(/\n[ \t]*\n+/) : lines.split("\n"))
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
