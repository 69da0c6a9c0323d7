import type { EssayBody, Inline, ListItem, Part } from "./document";

/** A stretch of the plain text: a node's own text, or what parts it from the next. */
export type Piece = { text: string; node?: Inline };

/** The text as it reads without formatting: paragraphs apart by an empty line, list items by a new line. */
export const plainText = (body: EssayBody): string => pieces(body).reduce((all, { text }) => all + text, "");

/** The plain text piece by piece, in reading order: offsets in it lead to the nodes that hold them, and back. */
export function pieces(body: EssayBody): Piece[] {
  const found: Piece[] = [];
  blocks(body.content, "\n\n", found);
  return found;
}

/** Nothing but the characters that somebody wrote, run together: what is counted. */
export function textOf(node: EssayBody | Part | Inline | ListItem): string {
  if (node.type === "text") return node.text;
  if (node.type === "hardBreak" || node.type === "horizontalRule") return "";
  return (node.content ?? []).map(textOf).join("");
}

function blocks(content: Part[], between: string, found: Piece[]): void {
  content.forEach((node, index) => {
    if (index > 0) found.push({ text: between });
    block(node, found);
  });
}

function block(node: Part, found: Piece[]): void {
  switch (node.type) {
    case "paragraph":
    case "heading":
      for (const child of node.content ?? []) {
        found.push({ text: child.type === "text" ? child.text : "\n", node: child });
      }
      return;
    case "horizontalRule":
      found.push({ text: "* * *" });
      return;
    case "blockquote":
      blocks(node.content, "\n\n", found);
      return;
    default: {
      const start = node.type === "orderedList" ? node.attrs.start : null;
      node.content.forEach((item, index) => {
        found.push({ text: `${index > 0 ? "\n" : ""}${start === null ? "•" : `${start + index}.`} ` });
        blocks(item.content, "\n", found);
      });
    }
  }
}
