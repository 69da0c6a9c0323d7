import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "@/lib/errors";
import { hrefLimit, limits } from "@/lib/rich-text/document";
import { bodyFrom } from "@/lib/rich-text/form";
import { parseBody } from "@/lib/rich-text/validate";
import { documents, saying } from "./bodies";

/** The code that the input is refused with, or "taken". */
function fate(input: unknown): string {
  try {
    parseBody(input);
    return "taken";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.status).toBe(422);
    expect(error.errors).toHaveProperty("body");
    return error.code;
  }
}

const linking = (href: unknown) => saying("here", [{ type: "link", attrs: { href } }]);

const nested = (levels: number) => {
  let block: unknown = saying("deep").content[0];
  for (let i = 0; i < levels; i++) block = { type: "blockquote", content: [block] };
  return { type: "doc", content: [block] };
};

describe("What is no text is refused", () => {
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["an empty form", bodyFrom(new FormData())],
    ["an empty document", { type: "doc", content: [] }],
    ["an empty paragraph", { type: "doc", content: [{ type: "paragraph" }] }],
    ["white space", saying(" \t\n\u00a0\u3000 ")],
    ["characters that nobody sees", saying("\u200b\u2060\u00ad\u3164\u2800")],
    ["a list of empty items", { markdown: "-\n-\n" }],
    ["empty Markdown", { markdown: "" }],
  ])("%s as missing", (_, input) => {
    expect(fate(input)).toBe("body.missing");
  });

  test.each([
    ["a number", 7],
    ["a list", [saying("a")]],
    ["an object of another kind", { hello: "there" }],
    ["JSON that does not parse", bodyFrom(form({ document: "{" }))],
    ["a document that is a paragraph", saying("a").content[0]],
    ["text outside a paragraph", { type: "doc", content: [{ type: "text", text: "a" }] }],
    ["a list item outside a list", { type: "doc", content: [{ type: "listItem", content: [] }] }],
    ["a paragraph in a paragraph", { type: "doc", content: [{ type: "paragraph", content: saying("a").content }] }],
    ["content that is no list", { type: "doc", content: { 0: "a" } }],
    ["text that is a number", { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: 1 }] }] }],
    ["a start that is no number", ordered({ start: "javascript:" })],
    ["marks that are no list", saying("a").content.map((p) => ({ type: "doc", content: [marked(p, "bold")] }))[0]],
  ])("%s as malformed", (_, input) => {
    expect(fate(input)).toBe("body.malformed");
  });
});

describe("What a text can't hold is refused", () => {
  test.each(["heading", "codeBlock", "image", "horizontalRule", "table", "iframe", "__proto__", "toString"])(
    "a node called %s",
    (type) => {
      expect(fate({ type: "doc", content: [{ type, content: [] }] })).toBe("body.unknown_node");
    },
  );

  test.each(["strike", "underline", "highlight", "textStyle", "constructor"])("a mark called %s", (type) => {
    expect(fate(saying("a", [{ type }]))).toBe("body.unknown_mark");
  });

  test.each([
    ["NUL", "a\u0000b"],
    ["a bell", "a\u0007"],
    ["escape", "\u001b[31mred"],
    ["a lone high surrogate", "a\ud83d"],
    ["a lone low surrogate", "\ude00a"],
  ])("%s", (_, text) => {
    expect(fate(saying(text))).toBe("body.bad_characters");
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "javascript\u200b:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "blob:https://example.org/1",
    "/settings",
    "//evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "https://exa mple.org",
    "https://example.org/\u202egnp.exe",
    "https://user:secret@evil.example",
    "https://nytimes.com@evil.example/",
    "http://[::g]",
    "",
    null,
    7,
    { toString: () => "https://example.org" },
  ])("a link to %j", (href) => {
    expect(fate(linking(href))).toBe("body.link_not_allowed");
  });

  test("a link to an address of 2 kB", () => {
    expect(fate(linking(`https://example.org/${"a".repeat(hrefLimit)}`))).toBe("body.link_not_allowed");
  });

  test.each(["[a](javascript:alert(1))", "[a](/settings)", "![a](data:image/png;base64,AA)", "<vbscript:a>"])(
    "a link in Markdown: %s",
    (markdown) => {
      expect(fate({ markdown })).toBe("body.link_not_allowed");
    },
  );

  test.each(["https://example.org", "HTTP://EXAMPLE.ORG/a?b=c#d", "https://例え.example/論", "mailto:ada@example.org"])(
    "but not one to %s",
    (href) => {
      expect(fate(linking(href))).toBe("taken");
    },
  );
});

describe("What is too much is refused, before it costs anything", () => {
  test("a text over the limit, and none under it", () => {
    expect(fate(saying("🧑".repeat(limits.contribution.characters)))).toBe("taken");
    expect(fate(saying("a".repeat(limits.contribution.characters + 1)))).toBe("body.too_long");
    expect(fate({ markdown: "a".repeat(limits.contribution.characters + 1) })).toBe("body.too_long");
  });

  test("lists and quotations nested beyond reading", () => {
    expect(fate(nested(9))).toBe("taken");
    expect(fate(nested(10))).toBe("body.too_deep");
    expect(fate({ markdown: `${"> ".repeat(10)}a` })).toBe("body.too_deep");
  });

  test.each([
    ["200,000 quotations in each other", nested(200_000), "body.too_deep"],
    ["a million paragraphs", { type: "doc", content: Array(1e6).fill({ type: "paragraph" }) }, "body.too_long"],
    ["a million marks", saying("a", Array(1e6).fill({ type: "bold" })), "body.malformed"],
    ["ten thousand quotations in Markdown", { markdown: ">".repeat(10_000) }, "body.too_deep"],
    ["ten thousand bullets in a line", { markdown: "- ".repeat(5_000) }, "body.too_deep"],
    ["ten thousand brackets", { markdown: "[".repeat(10_000) }, "body.too_deep"],
    ["formatting that never ends", { markdown: "*a **b ".repeat(2_000) }, "body.too_deep"],
    ["two marks of formatting by turns", { markdown: "_*".repeat(8_000) }, "body.too_deep"],
    ["code that never ends", { markdown: "\\``".repeat(5_000) }, "body.too_deep"],
    ["formatting in formatting", { markdown: "*a **b ".repeat(20) + "c** d* ".repeat(20) }, "body.too_deep"],
    ["a megabyte of Markdown", { markdown: "a ".repeat(500_000) }, "body.too_long"],
  ])("%s", (_, input, code) => {
    expect(fate(input)).toBe(code);
  });
});

describe("What is taken", () => {
  test("holds nothing that a text has no use for", () => {
    const { body } = parseBody({
      type: "doc",
      evil: 1,
      content: [
        {
          type: "paragraph",
          attrs: { style: "position:fixed", onclick: "alert(1)" },
          content: [
            {
              type: "text",
              text: "here",
              marks: [
                { type: "link", attrs: { href: "https://example.org", target: "_top", class: "a", onclick: "b" } },
                { type: "bold", attrs: { weight: 900 } },
                { type: "bold" },
              ],
            },
          ],
        },
      ],
    });
    expect(body).toEqual(saying("here", [{ type: "link", attrs: { href: "https://example.org" } }, { type: "bold" }]));
  });

  test("has no empty paragraphs, no bold spaces and no lines that begin with one", () => {
    const { body } = parseBody({
      type: "doc",
      content: [
        { type: "paragraph" },
        {
          type: "paragraph",
          content: [
            { type: "text", text: "  so " },
            { type: "text", text: "bold ", marks: [{ type: "bold" }] },
            { type: "text", text: "it is " },
            { type: "hardBreak" },
          ],
        },
        { type: "paragraph", content: [{ type: "text", text: " " }] },
      ],
    });
    expect(body.content).toEqual([
      {
        type: "paragraph",
        content: [
          { type: "text", text: "so " },
          { type: "text", text: "bold", marks: [{ type: "bold" }] },
          { type: "text", text: " it is" },
        ],
      },
    ]);
  });

  test("reads in the direction in which it was written", () => {
    expect(parseBody(saying("a\u202eb\u202c\u2066c\u2069")).text).toBe("abc");
    expect(parseBody(saying("\u200fשלום")).text).toBe("\u200fשלום");
  });

  test("comes with its plain text", () => {
    const { text } = parseBody({
      markdown: "One **bold** [word](https://example.org).\n\n3. three\n4. four\n\n> said",
    });
    expect(text).toBe("One bold word.\n\n3. three\n4. four\n\nsaid");
  });

  test("is the editor's document where a form brings both", () => {
    expect(parseBody(bodyFrom(form({ document: JSON.stringify(saying("a")), markdown: "b" }))).text).toBe("a");
    expect(parseBody(bodyFrom(form({ document: "", markdown: "b" }))).text).toBe("b");
  });
});

test("whatever comes in is taken or refused, and what is taken is taken again as it is", () => {
  const names = fc.constantFrom("doc", "paragraph", "text", "listItem", "bulletList", "orderedList", "hardBreak", "x");
  const nodeLike = fc.letrec((tie) => ({
    node: fc.record(
      {
        type: names,
        text: fc.oneof(fc.string({ unit: "binary" }), fc.anything()),
        attrs: fc.anything(),
        marks: fc.anything(),
        content: fc.oneof(fc.array(tie("node"), { maxLength: 4 }), fc.anything()),
      },
      { requiredKeys: ["type"] },
    ),
  })).node;
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json().map(JSON.parse), nodeLike, documents), (input) => {
      if (fate(input) !== "taken") return;
      const once = parseBody(input);
      expect(parseBody(once.body)).toEqual(once);
    }),
    { numRuns: 200 },
  );
}, 60_000);

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

function ordered(attrs: unknown) {
  return { type: "doc", content: [{ type: "orderedList", attrs, content: [] }] };
}

function marked(paragraph: { content: { text: string }[] }, marks: unknown) {
  return { ...paragraph, content: paragraph.content.map((text) => ({ ...text, marks })) };
}
