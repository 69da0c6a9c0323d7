/**
 * What people write: the stored form, a part of Tiptap's JSON. Nothing here needs Tiptap or a DOM, so pages that only
 * show a text carry none of it.
 */
export type Mark = { type: "bold" | "italic" | "code" } | { type: "link"; attrs: { href: string } };
export type Text = { type: "text"; text: string; marks?: Mark[] };
export type Inline = Text | { type: "hardBreak" };
export type Paragraph = { type: "paragraph"; content?: Inline[] };
/** Its first block is a paragraph. */
export type ListItem = { type: "listItem"; content: Block[] };
export type Block =
  | Paragraph
  | { type: "blockquote"; content: Block[] }
  | { type: "bulletList"; content: ListItem[] }
  | { type: "orderedList"; attrs: { start: number }; content: ListItem[] };
/** What somebody attaches is made of blocks; an essay has headings and rules beside them, never within one. */
export type Heading = { type: "heading"; attrs: { level: HeadingLevel }; content?: Inline[] };
export type Part = Block | Heading | { type: "horizontalRule" };
export type Body = { type: "doc"; content: Block[] };
/** Every `Body` is one, too. */
export type EssayBody = { type: "doc"; content: Part[] };

/** The first level is the page's own. */
export const headingLevels = [2, 3] as const;
export type HeadingLevel = (typeof headingLevels)[number];

const textKinds = ["contribution", "essay"] as const;
export type TextKind = (typeof textKinds)[number];
export type BodyOf<Kind extends TextKind> = Kind extends "essay" ? EssayBody : Body;

export const limits: Record<TextKind, Limits> = {
  contribution: {
    characters: 8_000,
    markdown: 16_000,
    lines: 1_500,
    openings: 800,
    depth: 12,
    nodes: 3_000,
    bytes: 64 * 1024,
  },
  essay: {
    characters: 200_000,
    markdown: 300_000,
    lines: 20_000,
    openings: 12_000,
    depth: 12,
    nodes: 40_000,
    bytes: 900 * 1024,
  },
};

type Limits = {
  /** Code points of text, formatting not counted. */
  characters: number;
  /** UTF-16 units of Markdown, whose markup comes on top of the text. */
  markdown: number;
  /** Lines of Markdown, and openings of emphasis, code and links in it, beyond which reading would take seconds. */
  lines: number;
  openings: number;
  /** Levels, the document's and the text's own counted. */
  depth: number;
  nodes: number;
  /** Bytes of JSON. */
  bytes: number;
};

/** Characters of an address. */
export const hrefLimit = 2_048;

export const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/**
 * Whether a link may lead there: an absolute http, https or mailto address with nothing invisible in it and nobody's
 * name and password before the host, which is how one host is dressed up as another.
 */
export function isSafeHref(href: unknown): href is string {
  if (typeof href !== "string" || href.length > hrefLimit) return false;
  if (/[\s\p{Cc}\p{Cf}\p{Cs}\\<>"]/u.test(href) || !/^(?:https?:\/\/[^/]|mailto:[^/])/i.test(href)) return false;
  try {
    const url = new URL(href);
    return url.username === "" && url.password === "";
  } catch {
    return false;
  }
}
