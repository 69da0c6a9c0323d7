import {
  type Block,
  type BodyOf,
  headingLevels,
  type Inline,
  isSafeHref,
  type ListItem,
  limits,
  type Mark,
  type Part,
  type TextKind,
} from "./document";
import { refuseBody } from "./refusals";
import { startOf } from "./schema";

type Budget = { kind: TextKind; nodes: number; units: number };

/**
 * Tiptap JSON from anybody, read into a document made of nothing but what is allowed. Size and depth run out before the
 * stack or the clock does; attributes that mean nothing here fall away.
 */
export function readDocument<Kind extends TextKind>(input: unknown, kind: Kind): BodyOf<Kind> {
  const budget: Budget = { kind, nodes: limits[kind].nodes, units: limits[kind].characters * 2 };
  const doc = record(input, kind);
  if (doc.type !== "doc") throw refuseBody("body.malformed", kind);
  const read = kind === "essay" ? readPart : readBlock;
  return { type: "doc", content: children(doc, kind).map((child) => read(child, 2, budget)) } as BodyOf<Kind>;
}

function readPart(input: unknown, depth: number, budget: Budget): Part {
  const { type } = record(input, budget.kind);
  if (type !== "heading" && type !== "horizontalRule") return readBlock(input, depth, budget);
  const node = spend(input, depth, budget);
  if (type === "horizontalRule") return { type };
  const attrs = record(node.attrs, budget.kind);
  const level = headingLevels.find((one) => one === attrs.level);
  if (level === undefined) throw refuseBody("body.malformed", budget.kind);
  return { type, attrs: { level }, content: readInlines(node, depth, budget) };
}

const readInlines = (node: Record<string, unknown>, depth: number, budget: Budget): Inline[] =>
  children(node, budget.kind).map((child) => readInline(child, depth + 1, budget));

function readBlock(input: unknown, depth: number, budget: Budget): Block {
  const node = spend(input, depth, budget);
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", content: readInlines(node, depth, budget) };
    case "blockquote":
      return {
        type: "blockquote",
        content: children(node, budget.kind).map((child) => readBlock(child, depth + 1, budget)),
      };
    case "bulletList":
      return {
        type: "bulletList",
        content: children(node, budget.kind).map((child) => readItem(child, depth + 1, budget)),
      };
    case "orderedList": {
      const attrs = node.attrs == null ? {} : record(node.attrs, budget.kind);
      if (attrs.start != null && typeof attrs.start !== "number") throw refuseBody("body.malformed", budget.kind);
      const content = children(node, budget.kind).map((child) => readItem(child, depth + 1, budget));
      return { type: "orderedList", attrs: { start: startOf(attrs.start) }, content };
    }
    default:
      throw refuseBody(isKnown(node.type, budget.kind) ? "body.malformed" : "body.unknown_node", budget.kind);
  }
}

function readItem(input: unknown, depth: number, budget: Budget): ListItem {
  const node = spend(input, depth, budget);
  if (node.type !== "listItem")
    throw refuseBody(isKnown(node.type, budget.kind) ? "body.malformed" : "body.unknown_node", budget.kind);
  return { type: "listItem", content: children(node, budget.kind).map((child) => readBlock(child, depth + 1, budget)) };
}

function readInline(input: unknown, depth: number, budget: Budget): Inline {
  const node = spend(input, depth, budget);
  if (node.type === "hardBreak") return { type: "hardBreak" };
  if (node.type !== "text")
    throw refuseBody(isKnown(node.type, budget.kind) ? "body.malformed" : "body.unknown_node", budget.kind);
  if (typeof node.text !== "string") throw refuseBody("body.malformed", budget.kind);
  budget.units -= node.text.length;
  if (budget.units < 0) throw refuseBody("body.too_long", budget.kind);
  return { type: "text", text: readText(node.text, budget.kind), marks: readMarks(node.marks, budget.kind) };
}

/**
 * Characters that can't be shown are refused. Those that turn the reading direction around are taken out: what is shown
 * then stands in the order in which it was written, and each block finds its own direction (`dir="auto"`).
 */
export function readText(text: string, kind: TextKind): string {
  const oneLine = text.replace(/\r\n|[\r\n\t]/g, " ");
  if (/[\p{Cc}\p{Cs}]/u.test(oneLine)) throw refuseBody("body.bad_characters", kind);
  return oneLine.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

function readMarks(input: unknown, kind: TextKind): Mark[] {
  if (input == null) return [];
  if (!Array.isArray(input) || input.length > 16) throw refuseBody("body.malformed", kind);
  return keepTogether(input.map((mark) => readMark(mark, kind)));
}

function readMark(input: unknown, kind: TextKind): Mark {
  const mark = record(input, kind);
  switch (mark.type) {
    case "bold":
    case "italic":
    case "code":
      return { type: mark.type };
    case "link": {
      const { href } = record(mark.attrs, kind);
      if (!isSafeHref(href)) throw refuseBody("body.link_not_allowed", kind);
      return { type: "link", attrs: { href } };
    }
    default:
      throw refuseBody(typeof mark.type === "string" ? "body.unknown_mark" : "body.malformed", kind);
  }
}

const order = ["link", "bold", "code", "italic"];

/** One of each kind, in the schema's order. Code stands alone there; of a link in code, the link is what is kept. */
function keepTogether(marks: Mark[]): Mark[] {
  const kinds = new Map(marks.map((mark) => [mark.type, mark]));
  const code = kinds.get("code");
  if (code && kinds.has("link")) kinds.delete("code");
  else if (code) return [code];
  return [...kinds.values()].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

const isKnown = (type: unknown, kind: TextKind): boolean =>
  known.has(type) || (kind === "essay" && (type === "heading" || type === "horizontalRule"));

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
  if (depth > limits[budget.kind].depth) throw refuseBody("body.too_deep", budget.kind);
  if (--budget.nodes < 0) throw refuseBody("body.too_long", budget.kind);
  return record(input, budget.kind);
}

function record(input: unknown, kind: TextKind): Record<string, unknown> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw refuseBody("body.malformed", kind);
  return input as Record<string, unknown>;
}

function children({ content }: Record<string, unknown>, kind: TextKind): unknown[] {
  if (content == null) return [];
  if (!Array.isArray(content)) throw refuseBody("body.malformed", kind);
  if (content.length > limits[kind].nodes) throw refuseBody("body.too_long", kind);
  return content;
}
