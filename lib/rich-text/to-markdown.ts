import type { BlockContent, ListItem as MarkdownItem, PhrasingContent } from "mdast";
import { type Options, toMarkdown as write } from "mdast-util-to-markdown";
import type { Block, EssayBody, Inline, ListItem, Mark, Part, Text } from "./document";

/** Lines end where they end: the reader takes an end of line for a break. */
const options: Options = { bullet: "-", rule: "-", handlers: { break: () => "\n" } };

/** The text as Markdown, for whoever edits it without the editor. Read again, it is the same text. */
export function toMarkdown(body: EssayBody): string {
  return write({ type: "root", children: body.content.map(part) }, options).trimEnd();
}

function part(node: Part): BlockContent {
  switch (node.type) {
    case "heading":
      return { type: "heading", depth: node.attrs.level, children: phrasing(node.content ?? []) };
    case "horizontalRule":
      return { type: "thematicBreak" };
    default:
      return block(node);
  }
}

function block(node: Block): BlockContent {
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", children: phrasing(node.content ?? []) };
    case "blockquote":
      return { type: "blockquote", children: node.content.map(block) };
    default:
      return {
        type: "list",
        ordered: node.type === "orderedList",
        ...(node.type === "orderedList" && { start: node.attrs.start }),
        spread: false,
        children: node.content.map(item),
      };
  }
}

/** An item's empty first paragraph stands there for the schema only. */
function item(node: ListItem): MarkdownItem {
  const content = node.content.filter((child) => child.type !== "paragraph" || child.content?.length);
  // A bulleted list of plain items is seen for one right under a paragraph; anything else needs an empty line before it.
  const spread = content.slice(1).some((child) => child.type !== "bulletList" || !child.content.every(isPlain));
  return { type: "listItem", spread, children: content.map(block) };
}

const isPlain = ({ content: [first] }: ListItem): boolean => first?.type === "paragraph" && !!first.content?.length;

function phrasing(content: Inline[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (let i = 0; i < content.length; ) {
    const node = content[i] as Inline;
    const outer = node.type === "text" ? outermost(node, content, i) : undefined;
    if (node.type === "hardBreak") {
      nodes.push({ type: "break" });
      i++;
    } else if (outer) {
      nodes.push(
        wrap(
          outer.mark,
          content.slice(i, outer.end).map((text) => without(text as Text, outer.mark)),
        ),
      );
      i = outer.end;
    } else {
      nodes.push({ type: "text", value: node.text });
      i++;
    }
  }
  return nodes;
}

/** The mark that reaches furthest from here, so that the others nest in it. */
function outermost(node: Text, content: Inline[], from: number): { mark: Mark; end: number } | undefined {
  let best: { mark: Mark; end: number } | undefined;
  for (const mark of node.marks ?? []) {
    let end = from + 1;
    for (let next = content[end]; next?.type === "text" && has(next, mark); next = content[end]) end++;
    if (!best || end > best.end) best = { mark, end };
  }
  return best;
}

function wrap(mark: Mark, content: Text[]): PhrasingContent {
  switch (mark.type) {
    case "bold":
      return { type: "strong", children: phrasing(content) };
    case "italic":
      return { type: "emphasis", children: phrasing(content) };
    case "code":
      return { type: "inlineCode", value: content.map((text) => text.text).join("") };
    case "link":
      return { type: "link", url: mark.attrs.href, children: phrasing(content) as never };
  }
}

const same = (a: Mark, b: Mark): boolean =>
  a.type === b.type && (a.type !== "link" || b.type !== "link" || a.attrs.href === b.attrs.href);

const has = (text: Text, mark: Mark): boolean => (text.marks ?? []).some((other) => same(other, mark));

const without = (text: Text, mark: Mark): Text => ({
  ...text,
  marks: (text.marks ?? []).filter((other) => !same(other, mark)),
});
