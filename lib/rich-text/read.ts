import { type Block, type Body, type Inline, isSafeHref, type ListItem, limits, type Mark } from "./document";
import { refuseBody } from "./refusals";
import { startOf } from "./schema";

type Budget = { nodes: number; units: number };

/**
 * Tiptap JSON from anybody, read into a document made of nothing but what is allowed. Size and depth run out before the
 * stack or the clock does; attributes that mean nothing here fall away.
 */
export function readDocument(input: unknown): Body {
  const budget: Budget = { nodes: limits.nodes, units: limits.characters * 2 };
  const doc = record(input);
  if (doc.type !== "doc") throw refuseBody("body.malformed");
  return { type: "doc", content: children(doc).map((child) => readBlock(child, 2, budget)) };
}

function readBlock(input: unknown, depth: number, budget: Budget): Block {
  const node = spend(input, depth, budget);
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", content: children(node).map((child) => readInline(child, depth + 1, budget)) };
    case "blockquote":
      return { type: "blockquote", content: children(node).map((child) => readBlock(child, depth + 1, budget)) };
    case "bulletList":
      return { type: "bulletList", content: children(node).map((child) => readItem(child, depth + 1, budget)) };
    case "orderedList": {
      const attrs = node.attrs == null ? {} : record(node.attrs);
      if (attrs.start != null && typeof attrs.start !== "number") throw refuseBody("body.malformed");
      const content = children(node).map((child) => readItem(child, depth + 1, budget));
      return { type: "orderedList", attrs: { start: startOf(attrs.start) }, content };
    }
    default:
      throw refuseBody(known.has(node.type) ? "body.malformed" : "body.unknown_node");
  }
}

function readItem(input: unknown, depth: number, budget: Budget): ListItem {
  const node = spend(input, depth, budget);
  if (node.type !== "listItem") throw refuseBody(known.has(node.type) ? "body.malformed" : "body.unknown_node");
  return { type: "listItem", content: children(node).map((child) => readBlock(child, depth + 1, budget)) };
}

function readInline(input: unknown, depth: number, budget: Budget): Inline {
  const node = spend(input, depth, budget);
  if (node.type === "hardBreak") return { type: "hardBreak" };
  if (node.type !== "text") throw refuseBody(known.has(node.type) ? "body.malformed" : "body.unknown_node");
  if (typeof node.text !== "string") throw refuseBody("body.malformed");
  budget.units -= node.text.length;
  if (budget.units < 0) throw refuseBody("body.too_long");
  return { type: "text", text: readText(node.text), marks: readMarks(node.marks) };
}

/**
 * Characters that can't be shown are refused. Those that turn the reading direction around are taken out: what is shown
 * then stands in the order in which it was written, and each block finds its own direction (`dir="auto"`).
 */
export function readText(text: string): string {
  const oneLine = text.replace(/\r\n|[\r\n\t]/g, " ");
  if (/[\p{Cc}\p{Cs}]/u.test(oneLine)) throw refuseBody("body.bad_characters");
  return oneLine.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

function readMarks(input: unknown): Mark[] {
  if (input == null) return [];
  if (!Array.isArray(input) || input.length > 16) throw refuseBody("body.malformed");
  return keepTogether(input.map(readMark));
}

function readMark(input: unknown): Mark {
  const mark = record(input);
  switch (mark.type) {
    case "bold":
    case "italic":
    case "code":
      return { type: mark.type };
    case "link": {
      const { href } = record(mark.attrs);
      if (!isSafeHref(href)) throw refuseBody("body.link_not_allowed");
      return { type: "link", attrs: { href } };
    }
    default:
      throw refuseBody(typeof mark.type === "string" ? "body.unknown_mark" : "body.malformed");
  }
}

const order = ["link", "bold", "code", "italic"];

/** One of each kind, in the schema's order. Code stands alone there; of a link in code, the link is what is kept. */
export function keepTogether(marks: Mark[]): Mark[] {
  const kinds = new Map(marks.map((mark) => [mark.type, mark]));
  const code = kinds.get("code");
  if (code && kinds.has("link")) kinds.delete("code");
  else if (code) return [code];
  return [...kinds.values()].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

const known = new Set<unknown>([
  "doc",
  "paragraph",
  "text",
  "hardBreak",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
]);

function spend(input: unknown, depth: number, budget: Budget): Record<string, unknown> {
  if (depth > limits.depth) throw refuseBody("body.too_deep");
  if (--budget.nodes < 0) throw refuseBody("body.too_long");
  return record(input);
}

function record(input: unknown): Record<string, unknown> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw refuseBody("body.malformed");
  return input as Record<string, unknown>;
}

function children({ content }: Record<string, unknown>): unknown[] {
  if (content == null) return [];
  if (!Array.isArray(content)) throw refuseBody("body.malformed");
  if (content.length > limits.nodes) throw refuseBody("body.too_long");
  return content;
}
