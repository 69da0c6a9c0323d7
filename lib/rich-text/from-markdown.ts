import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown as parse } from "mdast-util-from-markdown";
import { type Block, type Body, type Inline, type ListItem, limits, type Mark } from "./document";
import { refuseBody } from "./refusals";

/** CommonMark without what a text here can't hold and what then reads best as it was typed: HTML foremost. */
const options = {
  extensions: [
    {
      disable: {
        null: ["htmlFlow", "htmlText", "codeIndented", "setextUnderline", "thematicBreak", "definition"],
      },
    },
  ],
};

/** More markers of quotations and lists at the head of a line than any text has that isn't an attack. */
const deepLine = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}/m;

/** Lines, and openings of emphasis, code and links, beyond which reading would take seconds. */
const mostLines = 1_500;
const mostOpenings = 800;
const openings = /\*+|_+|`+|\[/g;

/**
 * A document from Markdown, for whoever writes without the editor. It is not yet checked. What it has no node for
 * becomes the nearest thing: a heading a bold paragraph, a code block lines of code, an image a link to it.
 */
export function fromMarkdown(markdown: string): Body {
  if (markdown.length > limits.markdown || count(markdown, /\n/g) > mostLines) throw refuseBody("body.too_long");
  if (deepLine.test(markdown) || count(markdown, openings) > mostOpenings) throw refuseBody("body.too_deep");
  // CommonMark puts U+FFFD where a NUL stood, and nobody would learn that something was lost.
  if (markdown.includes("\0")) throw refuseBody("body.bad_characters");
  return { type: "doc", content: parse(markdown, options).children.flatMap((node) => block(node, 1)) };
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function block(node: RootContent, depth: number): Block[] {
  if (depth > limits.depth) throw refuseBody("body.too_deep");
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", content: inlines(node.children, []) }];
    case "heading":
      return [{ type: "paragraph", content: inlines(node.children, [{ type: "bold" }]) }];
    case "code":
      return [{ type: "paragraph", content: lines(node.value, [{ type: "code" }]) }];
    case "blockquote":
      return [{ type: "blockquote", content: node.children.flatMap((child) => block(child, depth + 1)) }];
    case "list": {
      const content = node.children.map(
        (item): ListItem => ({
          type: "listItem",
          content: item.children.flatMap((child) => block(child, depth + 2)),
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

function inlines(nodes: PhrasingContent[], marks: Mark[]): Inline[] {
  return nodes.flatMap((node) => inline(node, marks));
}

function inline(node: Nodes, marks: Mark[]): Inline[] {
  // Each level of formatting adds a mark, and a text has no use for more than a few.
  if (marks.length > 16) throw refuseBody("body.too_deep");
  switch (node.type) {
    case "text":
      return lines(node.value, marks);
    case "break":
      return [{ type: "hardBreak" }];
    case "strong":
      return inlines(node.children, [...marks, { type: "bold" }]);
    case "emphasis":
      return inlines(node.children, [...marks, { type: "italic" }]);
    case "inlineCode":
      return [{ type: "text", text: node.value, marks: [...marks, { type: "code" }] }];
    case "link":
      return inlines(node.children, [...marks, { type: "link", attrs: { href: node.url } }]);
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
