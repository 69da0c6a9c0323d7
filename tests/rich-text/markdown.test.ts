import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { parseBody } from "@/lib/rich-text/validate";
import { documents, essayDocuments, saying } from "./bodies";

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

test("so is the text of an essay, with its headings and rules", () => {
  fc.assert(
    fc.property(essayDocuments, (document) => {
      const { body } = parseBody(document, "essay");
      expect(parseBody({ markdown: toMarkdown(body) }, "essay").body).toEqual(body);
    }),
    { numRuns: 100 },
  );
}, 60_000);

describe("An essay's text", () => {
  const essay = (markdown: string) => parseBody({ markdown }, "essay");

  test("has headings of two levels, whatever levels they were typed in, and rules", () => {
    const { body, text } = essay("# Title\n\nOne.\n\n## Part\n\n#### Deep\n\n---\n\nUnder\n=====\n\nTwo.");
    expect(toMarkdown(body)).toBe("## Title\n\nOne.\n\n## Part\n\n### Deep\n\n---\n\n## Under\n\nTwo.");
    expect(text).toBe("Title\n\nOne.\n\nPart\n\nDeep\n\n* * *\n\nUnder\n\nTwo.");
  });

  test("has a paragraph in each line, where its lines are too long to have been wrapped", () => {
    const long = "A sentence that goes on and on, as those of essays do. ".repeat(4).trim();
    expect(essay(`${long}\nThe second part\n${long}\n- one\n- two`).text).toBe(
      `${long}\n\nThe second part\n\n${long}\n\n• one\n• two`,
    );
    const poem = "Roses are red\nViolets are blue";
    const kept = [`${long}\\\nand so on`, `${long}\n\n${poem}`, `Wrapped at a width,\nas texts\nare that people send.`];
    for (const text of kept) expect(essay(text).body.content).toHaveLength(text.split("\n\n").length);
    expect(essay(`${long}\n\n\`\`\`\n${long}\n${long}\n\`\`\``).body.content).toHaveLength(2);
    expect(essay(`${long}\n\nUnder\n=====`).body.content[1]).toMatchObject({ type: "heading" });
  });

  test("has none within a quotation, where no section begins", () => {
    const quoted = { type: "doc", content: [{ type: "blockquote", content: [essay("## Part").body.content[0]] }] };
    expect(() => parseBody(quoted, "essay")).toThrow();
    expect(toMarkdown(essay("> ## Part").body)).toBe("> **Part**");
  });

  test("may be as long as essays are", () => {
    const paragraph = `${"A sentence of *some* length with [a link](https://example.org/a) in it. ".repeat(8)}\n\n`;
    const { text } = essay(paragraph.repeat(450));
    expect(text.length).toBeGreaterThan(150_000);
    expect(() => essay("word ".repeat(60_000))).toThrow(/200,000/);
  });
});

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
