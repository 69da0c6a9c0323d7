import type { EssayBody } from "@/lib/rich-text/document";
import { pieces, textOf } from "@/lib/rich-text/plain-text";

/** A heading of a section, and where in the plain text its section begins and ends. */
export type SectionOfText = { title: string; start: number; end: number };

/** The sections that a text has by its headings of the upper level. What stands before the first of them has no title. */
export function sectionsOf(body: EssayBody): SectionOfText[] {
  const starts: { title: string; start: number }[] = [];
  const { offsets, length } = offsetsOf(body);
  for (const part of body.content) {
    if (part.type !== "heading" || part.attrs.level !== 2) continue;
    const [first] = part.content ?? [];
    const start = first && offsets.get(first);
    if (start !== undefined) starts.push({ title: textOf(part).replace(/\s+/g, " ").trim(), start });
  }
  return starts.map((one, index) => ({ ...one, end: starts[index + 1]?.start ?? length }));
}

function offsetsOf(body: EssayBody) {
  const offsets = new Map<object, number>();
  let length = 0;
  for (const { text, node } of pieces(body)) {
    if (node) offsets.set(node, length);
    length += text.length;
  }
  return { offsets, length };
}
