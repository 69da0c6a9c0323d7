import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { type Options, fromMarkdown as parse } from "mdast-util-from-markdown";
import {
  type Block,
  type BodyOf,
  type HeadingLevel,
  type Inline,
  type ListItem,
  limits,
  type Mark,
  type Part,
  type TextKind,
} from "./document";
import { lineParagraphs } from "./line-paragraphs";
import { refuseBody } from "./refusals";

/** CommonMark without what a text here can't hold and what then reads best as it was typed: HTML foremost. */
const unread = ["htmlFlow", "htmlText", "codeIndented", "definition"];
const options: Record<TextKind, Options> = {
  contribution: { extensions: [{ disable: { null: [...unread, "setextUnderline", "thematicBreak"] } }] },
  essay: { extensions: [{ disable: { null: unread } }] },
};

/** More markers of quotations and lists at the head of a line than any text has that isn't an attack. */
const deepLine = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}/m;

/** Openings of emphasis, code and links in a row of lines: the time they take grows by the square. */
const mostTogether = 800;
const openings = /\*+|_+|`+|\[/g;

/**
 * A document from Markdown, for whoever writes without the editor. It is not yet checked. What it has no node for
 * becomes the nearest thing: a heading a bold paragraph where there are none, a code block lines of code, an image a
 * link to it.
 */
export function fromMarkdown<Kind extends TextKind>(markdown: string, kind: Kind): BodyOf<Kind> {
  const most = limits[kind];
  if (markdown.length > most.markdown || count(markdown, /\n/g) > most.lines) throw refuseBody("body.too_long", kind);
  const openingsOf = markdown.split(/\n[ \t]*\n/).map((together) => count(together, openings));
  const tooMany = openingsOf.some((number) => number > mostTogether) || sum(openingsOf) > most.openings;
  if (tooMany || deepLine.test(markdown)) throw refuseBody("body.too_deep", kind);
  // CommonMark puts U+FFFD where a NUL stood, and nobody would learn that something was lost.
  if (markdown.includes("\0")) throw refuseBody("body.bad_characters", kind);
  const given = kind === "essay" ? lineParagraphs(markdown) : markdown;
  const nodes = parse(given, options[kind]).children;
  const content: Part[] = nodes.flatMap((node) => (kind === "essay" && part(node)) || block(node, 1, kind));
  return { type: "doc", content } as BodyOf<Kind>;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const sum = (numbers: number[]): number => numbers.reduce((all, number) => all + number, 0);

/** What stands in an essay only, and there on the outside. Its title is not in the text: the highest heading is a section's. */
function part(node: RootContent): Part[] | undefined {
  if (node.type === "thematicBreak") return [{ type: "horizontalRule" }];
  if (node.type !== "heading") return undefined;
  return [{ type: "heading", attrs: { level: levelFor(node.depth) }, content: inlines(node.children, [], "essay") }];
}

/** The level here of a heading of that level elsewhere. */
export const levelFor = (depth: number): HeadingLevel => (depth <= 2 ? 2 : 3);

function block(node: RootContent, depth: number, kind: TextKind): Block[] {
  if (depth > limits[kind].depth) throw refuseBody("body.too_deep", kind);
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", content: inlines(node.children, [], kind) }];
    case "heading":
      return [{ type: "paragraph", content: inlines(node.children, [{ type: "bold" }], kind) }];
    case "code":
      return [{ type: "paragraph", content: lines(node.value, [{ type: "code" }]) }];
    case "blockquote":
      return [{ type: "blockquote", content: node.children.flatMap((child) => block(child, depth + 1, kind)) }];
    case "list": {
      const content = node.children.map(
        (item): ListItem => ({
          type: "listItem",
          content: item.children.flatMap((child) => block(child, depth + 2, kind)),
        }),
      );
      return node.ordered
        ? [{ type: "orderedList", attrs: { start: node.start ?? 1 }, content }]
        : [{ type: "bulletList", content }];
    }
    default:
      return [];
  }
}

function inlines(nodes: PhrasingContent[], marks: Mark[], kind: TextKind): Inline[] {
  return nodes.flatMap((node) => inline(node, marks, kind));
}

function inline(node: Nodes, marks: Mark[], kind: TextKind): Inline[] {
  // Each level of formatting adds a mark, and a text has no use for more than a few.
  if (marks.length > 16) throw refuseBody("body.too_deep", kind);
  switch (node.type) {
    case "text":
      return lines(node.value, marks);
    case "break":
      return [{ type: "hardBreak" }];
    case "strong":
      return inlines(node.children, [...marks, { type: "bold" }], kind);
    case "emphasis":
      return inlines(node.children, [...marks, { type: "italic" }], kind);
    case "inlineCode":
      return [{ type: "text", text: node.value, marks: [...marks, { type: "code" }] }];
    case "link":
      return inlines(node.children, [...marks, { type: "link", attrs: { href: node.url } }], kind);
    case "image":
      return [
        { type: "text", text: node.alt || node.url, marks: [...marks, { type: "link", attrs: { href: node.url } }] },
      ];
    default:
      return [];
  }
}

/** A line that ends is a line that ends, as people expect who never heard of Markdown. */
function lines(value: string, marks: Mark[]): Inline[] {
  return value
    .split("\n")
    .flatMap((text, index): Inline[] => [
      ...(index > 0 ? [{ type: "hardBreak" as const }] : []),
      ...(text ? [{ type: "text" as const, text, marks }] : []),
    ]);
}
