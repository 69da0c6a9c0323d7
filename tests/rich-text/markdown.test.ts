import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { parseBody } from "@/lib/rich-text/validate";
import { documents, saying } from "./bodies";

const read = (markdown: string) => parseBody({ markdown }).body;
const reads = (markdown: string) => toMarkdown(read(markdown));

describe("Without the editor one writes Markdown", () => {
  test("with everything that the editor has", () => {
    const markdown = [
      "A **bold** and *italic* word, `code`, and [a link](https://example.org/a).",
      "A new line.",
      "",
      "- one",
      "- two",
      "  - nested",
      "",
      "7. seven",
      "8. eight",
      "",
      "> said",
      ">",
      "> at length",
    ].join("\n");
    expect(reads(markdown)).toBe(markdown);
  });

  test("and HTML stays as it was typed", () => {
    for (const html of ["<b>a</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- a -->"]) {
      expect(read(html)).toEqual(saying(html));
    }
  });

  test("and a heading becomes a bold paragraph", () => {
    expect(read("# A *heading*\n\ntext").content[0]).toEqual({
      type: "paragraph",
      content: [
        { type: "text", text: "A ", marks: [{ type: "bold" }] },
        { type: "text", text: "heading", marks: [{ type: "bold" }, { type: "italic" }] },
      ],
    });
  });

  test("and a block of code becomes lines of code", () => {
    expect(read("```js\nlet a;\n  a++;\n```").content).toEqual([
      {
        type: "paragraph",
        content: [
          { type: "text", text: "let a;", marks: [{ type: "code" }] },
          { type: "hardBreak" },
          { type: "text", text: "  a++;", marks: [{ type: "code" }] },
        ],
      },
    ]);
  });

  test("and an image becomes a link to it", () => {
    expect(read("![A chart](https://example.org/a.png)")).toEqual(
      saying("A chart", [{ type: "link", attrs: { href: "https://example.org/a.png" } }]),
    );
  });

  test("and a table, a rule or a footnote stays as it was typed", () => {
    expect(parseBody({ markdown: "| a | b |\n| - | - |\n| 1 | 2 |" }).text).toContain("| 1 | 2 |");
    expect(parseBody({ markdown: "a\n\n---\n\nb[^1]" }).text).toBe("a\n\n---\n\nb[^1]");
  });
});

test("a text turned into Markdown and read again is the same text", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const { body } = parseBody(document);
      expect(read(toMarkdown(body))).toEqual(body);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("no Markdown makes the reader fail", () => {
  const scraps = fc.constantFrom(
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    ")",
    "!",
    "<",
    ">",
    "\n",
    "\n\n",
    "  ",
    "- ",
    "1. ",
    "> ",
    "#",
    "&",
    "a",
    "b c",
    "\\",
    "\t",
    "```",
  );
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 60 }), (parts) => {
      try {
        const { body } = parseBody({ markdown: parts.join("") });
        expect(parseBody(body).body).toEqual(body);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^body\./) });
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
