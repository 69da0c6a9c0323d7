import fc from "fast-check";
import type { Body, EssayBody } from "@/lib/rich-text/document";

/** A document of one paragraph with that text. */
export const saying = (text: string, marks: unknown[] = []) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text, ...(marks.length > 0 && { marks }) }] }],
});

/** Words that Markdown would take for something else, beside plain ones and ones of other scripts. */
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
  fc.stringMatching(/^[ -~]{1,16}$/),
  fc.constantFrom(
    "# not a heading",
    "1. not a list",
    "- nor this",
    "> nor that",
    "**stars**",
    "_under_",
    "`tick`",
    "``",
    "<b>tag</b>",
    "&amp;",
    "[a](b)",
    "![a](https://b.example)",
    "---",
    "===",
    "\\",
    "a\\",
    "!",
    "+",
    "| a | b |",
    "~~~",
    "https://example.org",
    " spaces ",
    "論証",
    "שלום",
    "🧑‍🚀",
  ),
);

const mark = fc.oneof(
  fc.constantFrom({ type: "bold" }, { type: "italic" }, { type: "code" }),
  fc.constantFrom("https://example.org/a_b(c)?d=*e*", "http://例え.example/", "mailto:ada@example.org").map((href) => ({
    type: "link",
    attrs: { href },
  })),
);

const inline = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant("text"), text: words, marks: fc.array(mark, { maxLength: 3 }) }),
  },
  fc.constant({ type: "hardBreak" }),
);

const paragraph = fc.record({ type: fc.constant("paragraph"), content: fc.array(inline, { maxLength: 5 }) });

const { block } = fc.letrec<{ block: unknown; item: unknown }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nesting" },
    paragraph,
    fc.record({ type: fc.constant("blockquote"), content: fc.array(tie("block"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("bulletList"), content: fc.array(tie("item"), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constant("orderedList"),
      attrs: fc.record({ start: fc.constantFrom(0, 1, 7, 1999) }),
      content: fc.array(tie("item"), { minLength: 1, maxLength: 3 }),
    }),
  ),
  item: fc
    .tuple(paragraph, fc.array(tie("block"), { maxLength: 2 }))
    .map(([first, rest]) => ({ type: "listItem", content: [first, ...rest] })),
}));

/** Documents as an editor could send them: every node and mark there is, nested, some of them empty. */
export const documents = fc
  .array(block, { minLength: 1, maxLength: 5 })
  .map((content) => ({ type: "doc", content: [...content, ...saying("end").content] }) as Body);

const heading = fc.record({
  type: fc.constant("heading"),
  attrs: fc.record({ level: fc.constantFrom(2, 3) }),
  content: fc.array(inline, { maxLength: 4 }),
});

/** Texts of essays: the same with headings and rules between the blocks. */
export const essayDocuments = fc
  .array(fc.oneof(block, heading, fc.constant({ type: "horizontalRule" })), { minLength: 1, maxLength: 6 })
  .map((content) => ({ type: "doc", content: [...content, ...saying("end").content] }) as EssayBody);
