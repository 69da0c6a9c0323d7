import { expect, test } from "vitest";
import { written } from "@/components/editor/start";

/** The text with its caret as `|`, and what becomes of both in the editor. */
function opened(text: string): string {
  const { document, caret } = written(
    "contribution",
    text.replace("|", ""),
    text.includes("|") ? text.indexOf("|") : undefined,
  );
  if (!document) return "nothing";
  let shown = "";
  document.descendants((node, position) => {
    if (node.isTextblock && caret === position + 1 && node.childCount === 0) shown += "[|]";
    if (!node.isText) {
      shown += node.type.name === "hardBreak" ? "/" : `<${node.type.name}>`;
      if (caret === position + 1 && node.type.name === "hardBreak") shown += "|";
      return;
    }
    const text = node.text ?? "";
    const at = caret === undefined ? -1 : caret - position;
    const here = at > 0 && at <= text.length ? `${text.slice(0, at)}|${text.slice(at)}` : at === 0 ? `|${text}` : text;
    shown += node.marks.length > 0 ? `(${here})` : here;
  });
  return shown;
}

test("the editor opens with the caret where it was in the text area", () => {
  expect(opened("Hel|lo")).toBe("<paragraph>Hel|lo");
  expect(opened("Hello|")).toBe("<paragraph>Hello|");
  expect(opened("a **bo|ld** word")).toBe("<paragraph>a (bo|ld) word");
});

test("a space or a line just typed is not lost", () => {
  expect(opened("Hello |")).toBe("<paragraph>Hello |");
  expect(opened("one\n|")).toBe("<paragraph>one/|");
  expect(opened("one\n\n|")).toBe("<paragraph>one[|]<paragraph>");
  expect(opened("- |")).toBe("<bulletList><listItem>[|]<paragraph>");
});

test("a caret between two paragraphs changes neither", () => {
  expect(opened("one\n|\ntwo")).toBe("<paragraph>one|<paragraph>two");
  expect(opened("one\n\n|- two")).toContain("<paragraph>one");
});

test("an empty area opens an empty editor", () => {
  expect(opened("|")).toBe("[|]<paragraph>");
  expect(opened("")).toBe("nothing");
  expect(opened(" \n")).toBe("nothing");
});
