import { type Body, type Inline, isSafeHref, type Mark } from "@/lib/rich-text/document";
import type { GraphSource } from "../graph/graph";

/** A place in which a statement or an argument comes up. */
export type Member = {
  text?: string | undefined;
  ranges?: { type: string; start: number; stop: number; url?: string }[] | undefined;
  startLine?: number | undefined;
  section?: { title?: string | undefined } | null | undefined;
  role?: string | undefined;
};

/** A text with its bold, italic and links; with the first thing it links to. */
export function formatted({ text = "", ranges = [] }: Member): { body: Body; source: GraphSource | null } {
  const cuts = new Set([0, text.length]);
  for (const range of ranges) cuts.add(range.start).add(range.stop + 1);
  const places = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  let source: GraphSource | null = null;
  const content: Inline[] = [];
  for (const [i, from] of places.entries()) {
    const words = text.slice(from, places[i + 1] ?? text.length);
    const marks: Mark[] = [];
    for (const range of ranges) {
      if (range.start > from || range.stop < from) continue;
      if (range.type === "bold" || range.type === "italic") marks.push({ type: range.type });
      else if (range.type === "link" && range.url !== undefined && isSafeHref(range.url)) {
        marks.push({ type: "link", attrs: { href: range.url } });
        source ??= { url: range.url, citation: null, title: words.trim() || null };
      }
    }
    for (const [n, line] of words.split("\n").entries()) {
      if (n > 0) content.push({ type: "text", text: " " });
      if (line !== "")
        content.push(marks.length > 0 ? { type: "text", text: line, marks } : { type: "text", text: line });
    }
  }
  return { body: { type: "doc", content: [{ type: "paragraph", content }] }, source };
}
