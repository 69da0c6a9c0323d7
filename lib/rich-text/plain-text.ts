import type { Block, Body, Inline } from "./document";

/** The text as it reads without formatting: paragraphs apart by an empty line, list items by a new line. */
export const plainText = (body: Body): string => blocks(body.content, "\n\n");

/** Nothing but the characters that somebody wrote, run together: what is counted. */
export function textOf(node: Body | Block | Inline | { type: "listItem"; content: Block[] }): string {
  if (node.type === "text") return node.text;
  if (node.type === "hardBreak") return "";
  return (node.content ?? []).map(textOf).join("");
}

const blocks = (content: Block[], between: string): string => content.map(block).join(between);

function block(node: Block): string {
  switch (node.type) {
    case "paragraph":
      return (node.content ?? []).map((child) => (child.type === "text" ? child.text : "\n")).join("");
    case "blockquote":
      return blocks(node.content, "\n\n");
    default: {
      const start = node.type === "orderedList" ? node.attrs.start : null;
      return node.content
        .map((item, index) => `${start === null ? "•" : `${start + index}.`} ${blocks(item.content, "\n")}`)
        .join("\n");
    }
  }
}
