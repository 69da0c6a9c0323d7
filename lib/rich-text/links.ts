import type { EssayBody, Inline, ListItem, Part } from "./document";

/** Where the links of a text lead, as they stand in it. */
export function linksOf(node: EssayBody | Part | Inline | ListItem): string[] {
  if (node.type === "text")
    return (node.marks ?? []).flatMap((mark) => (mark.type === "link" ? [mark.attrs.href] : []));
  if (node.type === "hardBreak" || node.type === "horizontalRule") return [];
  return (node.content ?? []).flatMap(linksOf);
}
