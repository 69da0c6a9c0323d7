import type { Block, Body, Inline } from "./document";

/** Where the links of a text lead, as they stand in it. */
export function linksOf(node: Body | Block | Inline | { type: "listItem"; content: Block[] }): string[] {
  if (node.type === "text")
    return (node.marks ?? []).flatMap((mark) => (mark.type === "link" ? [mark.attrs.href] : []));
  if (node.type === "hardBreak") return [];
  return (node.content ?? []).flatMap(linksOf);
}
