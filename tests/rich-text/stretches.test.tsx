import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { findPassage } from "@/lib/anchoring/find-passage";
import type { EssayBody } from "@/lib/rich-text/document";
import { pieces, plainText, textOf } from "@/lib/rich-text/plain-text";
import { RichText } from "@/lib/rich-text/render";
import type { Stretch } from "@/lib/rich-text/stretches";
import { parseBody } from "@/lib/rich-text/validate";
import { essayDocuments } from "./bodies";

const essay = (markdown: string) => parseBody({ markdown }, "essay").body;

const marked = (body: EssayBody, stretches: Stretch[]) =>
  renderToStaticMarkup(
    <RichText
      body={body}
      stretches={stretches}
      stretch={({ ids, begins, children }) => (
        <mark data-of={ids.join(" ")} data-begins={begins.join(" ") || undefined}>
          {children}
        </mark>
      )}
    />,
  );

describe("A stretch of a text", () => {
  test("is marked where it stands, across formatting and paragraphs", () => {
    const body = essay("## Part\n\nOne **two** three.\n\nFour.");
    const start = plainText(body).indexOf("two");
    expect(marked(body, [{ start, end: plainText(body).indexOf("Four") + 2, id: "a" }])).toBe(
      '<h2 dir="auto">Part</h2><p dir="auto">One <mark data-of="a" data-begins="a"><strong>two</strong></mark>' +
        '<mark data-of="a"> three.</mark></p><p dir="auto"><mark data-of="a">Fo</mark>ur.</p>',
    );
  });

  test("may lie in another, or over its edge", () => {
    const body = essay("One two three four.");
    const stretches = [
      { start: 0, end: 13, id: "a" },
      { start: 4, end: 7, id: "b" },
      { start: 8, end: 18, id: "c" },
    ];
    expect(marked(body, stretches)).toBe(
      '<p dir="auto"><mark data-of="a" data-begins="a">One </mark><mark data-of="a b" data-begins="b">two</mark>' +
        '<mark data-of="a"> </mark><mark data-of="a c" data-begins="c">three</mark><mark data-of="c"> four</mark>.</p>',
    );
  });

  test("says with which piece it ends, and the words of a piece that nothing formats", () => {
    const body = essay("One *two* three.\n\nFour.");
    const pieces: unknown[] = [];
    renderToStaticMarkup(
      <RichText
        body={body}
        stretches={[
          { start: 0, end: 9, id: "a" },
          { start: 4, end: 18, id: "b" },
        ]}
        stretch={({ children, ...piece }) => {
          pieces.push([piece.ids.join(" "), piece.ends.join(" "), piece.plain]);
          return children;
        }}
      />,
    );
    expect(pieces).toEqual([
      ["a", "", "One "],
      ["a b", "", null],
      ["a b", "a", " t"],
      ["b", "", "hree."],
      ["b", "b", "Fo"],
    ]);
  });

  test("takes nothing from the text and adds nothing to it, and marks what lies in it", () => {
    const stretch = fc.record({ start: fc.nat(200), length: fc.nat(80), id: fc.constantFrom("a", "b", "c", "d") });
    fc.assert(
      fc.property(essayDocuments, fc.uniqueArray(stretch, { selector: ({ id }) => id }), (document, wishes) => {
        const { body, text } = parseBody(document, "essay");
        const stretches = wishes.map(({ start, length, id }) => ({ start, end: start + length, id }));
        const html = marked(body, stretches);
        expect(html.replace(/<mark[^>]*>|<\/mark>/g, "").replace(/<[^>]*>/g, "")).toBe(
          marked(body, []).replace(/<[^>]*>/g, ""),
        );
        let at = 0;
        const wanted = pieces(body).map((piece) => {
          const from = at;
          at += piece.text.length;
          return piece.node?.type === "text" ? ([from, at] as const) : null;
        });
        expect(at).toBe(text.length);
        for (const { start, end, id } of stretches) {
          const inside = wanted.reduce(
            (sum, piece) => sum + (piece ? Math.max(0, Math.min(end, piece[1]) - Math.max(start, piece[0])) : 0),
            0,
          );
          expect(html.includes(`data-begins="${id}`) || html.includes(` ${id}`) || inside === 0).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("A passage that somebody selected", () => {
  const body = essay("## Part\n\nIt costs too much.\n\n- one thing\n- another *thing*\n\nAgain: it costs too much.");
  const text = plainText(body);
  const found = (exact: string, around: { prefix?: string; suffix?: string } = {}) =>
    findPassage(body, { exact, ...around }).map(({ start, end }) => text.slice(start, end));

  test("is found whatever became of its white space and bullets on the way", () => {
    expect(found("too  much.\n one thing another\tthing")).toEqual(["too much.\n\n• one thing\n• another thing"]);
  });

  test("is found in every place where it stands, or in those with the same around it", () => {
    expect(found("costs too much")).toHaveLength(2);
    expect(findPassage(body, { exact: "costs too much", prefix: "Again: it " })).toEqual([
      { start: text.lastIndexOf("costs"), end: text.length - 1 },
    ]);
    expect(found("costs too much", { prefix: "something else that is gone" })).toHaveLength(2);
  });

  test("is nowhere in another text", () => {
    expect(found("it costs nothing")).toEqual([]);
    expect(found("  ")).toEqual([]);
  });

  test("is found from any two places of any text", () => {
    fc.assert(
      fc.property(essayDocuments, fc.nat(), fc.nat(), (document, one, other) => {
        const { body } = parseBody(document, "essay");
        const run = textOf(body);
        const [start, end] = [one % run.length, other % run.length].sort((a, b) => a - b) as [number, number];
        const exact = run.slice(start, end);
        if (!exact.trim() || !exact.isWellFormed()) return;
        const places = findPassage(body, { exact, prefix: run.slice(0, start), suffix: run.slice(end) });
        expect(places.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
