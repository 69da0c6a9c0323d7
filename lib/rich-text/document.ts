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
export type Body = { type: "doc"; content: Block[] };

export const limits = {
  /** Code points of text, formatting not counted. */
  characters: 8_000,
  /** UTF-16 units of Markdown, whose markup comes on top of the text. */
  markdown: 16_000,
  /** Levels, the document's and the text's own counted. */
  depth: 12,
  nodes: 3_000,
  /** Bytes of JSON. */
  bytes: 64 * 1024,
  href: 2_048,
} as const;

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
  if (typeof href !== "string" || href.length > limits.href) return false;
  if (/[\s\p{Cc}\p{Cf}\p{Cs}\\<>"]/u.test(href) || !/^(?:https?:\/\/[^/]|mailto:[^/])/i.test(href)) return false;
  try {
    const url = new URL(href);
    return url.username === "" && url.password === "";
  } catch {
    return false;
  }
}
