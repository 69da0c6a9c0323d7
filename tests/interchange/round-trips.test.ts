import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exportAs } from "@/lib/interchange/export";
import { emptyGraph, type Graph, plainBody } from "@/lib/interchange/graph/graph";
import { keptLine } from "@/lib/interchange/graph/texts";
import { toMoot } from "@/lib/interchange/graph/to-moot";
import type { ExportFormat, ImportFormat } from "@/lib/interchange/interchange";
import type { MootJson } from "@/lib/interchange/moot/format";
import { importMootJson } from "@/lib/interchange/moot/import";
import { held } from "@/lib/interchange/moot/incoming";
import { moot } from "../support/moot";
import { words } from "./generated";
import { outline, readWhole } from "./outline";

const line = words.map((text) => keptLine(text, 200).text).filter((text) => /[\p{L}\p{N}]/u.test(text));

/** Trees of arguments: each node answers an earlier one of its claim, or the claim itself. */
const trees = fc.record({
  title: line,
  claims: fc.array(
    fc.record({
      statement: line,
      answers: fc.array(fc.record({ text: line, supports: fc.boolean(), to: fc.nat({ max: 8 }) }), { maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Tree = typeof trees extends fc.Arbitrary<infer T> ? T : never;

function graphOf({ title, claims }: Tree): Graph {
  const graph: Graph = { ...emptyGraph("Kialo discussion", "file.txt"), title };
  for (const [c, { statement, answers }] of claims.entries()) {
    const add = (key: string, kind: "proposition" | "argument", text: string) =>
      graph.nodes.set(key, { key, kind, body: plainBody(text), name: null, section: null, line: null, source: null });
    add(`${c}`, "proposition", statement);
    for (const [i, { text, supports, to }] of answers.entries()) {
      add(`${c}.${i}`, "argument", text);
      const above = to < i ? `${c}.${to}` : `${c}`;
      const relation = supports ? "supports" : "contradicts";
      graph.edges.push({ from: `${c}.${i}`, to: above, relation, line: null, name: null });
    }
  }
  return graph;
}

/** Words and their places, without the sources that an import makes up. */
const places = (document: MootJson | undefined) =>
  outline(document).map((one) =>
    one.replace(/ <(Kialo|Argdown|AIF).*>$/s, "").replace(/ +/g, (s, at) => (at === 0 ? s : " ")),
  );

async function there(document: MootJson, format: ExportFormat) {
  const m = await moot();
  const admin = await m.as("Ann", "admin");
  const { slug } = await importMootJson(admin, held(document));
  const files = await exportAs(await m.as(null), { essay: slug }, format);
  return Promise.all(
    files.map(async ({ name, text }) => {
      let whole = "";
      for await (const piece of text) whole += piece;
      return { name, bytes: new TextEncoder().encode(whole) };
    }),
  );
}

describe("what is brought in, taken out and brought in again says the same in the same places", () => {
  test.each<ImportFormat & ExportFormat>(["kialo", "argdown", "aif", "moot"])(
    "in %s",
    { timeout: 240_000 },
    async (format) => {
      await fc.assert(
        fc.asyncProperty(trees, async (tree) => {
          const document = toMoot(graphOf(tree), new Date("2026-11-01T12:00:00Z"));
          const back = await readWhole(await there(document, format));
          expect(back.format).toBe(format);
          expect(places(back.document)).toEqual(places(document));
          if (format !== "aif") expect(back.document?.essay.title).toBe(document.essay.title);
        }),
        { numRuns: 25 },
      );
    },
  );

  test("in Polis's files, votes and all", { timeout: 240_000 }, async () => {
    const statements = fc.uniqueArray(line, { minLength: 1, maxLength: 4 });
    const cast = fc.record({
      on: fc.nat({ max: 3 }),
      by: fc.nat({ max: 5 }),
      vote: fc.constantFrom(1, 0, -1),
      at: fc.integer({ min: 1.4e12, max: 1.5e12 }),
    });
    await fc.assert(
      fc.asyncProperty(statements, fc.array(cast, { maxLength: 20 }), async (texts, votes) => {
        const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const rows = texts.map((text, i) => `${1.4e12},,${i},0,0,0,1,${cell(text)}`);
        const first = await readWhole([
          file("comments.csv", [
            "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
            ...rows,
          ]),
          file("votes.csv", [
            "timestamp,datetime,comment-id,voter-id,vote",
            ...votes.map((v) => `${v.at},,${v.on},${v.by},${v.vote}`),
          ]),
        ]);
        if (!first.document) throw new Error("nothing was read");
        const files = await there(first.document, "polis");
        const back = await readWhole(files);
        expect(back.document?.claims.map((one) => one.statement)).toEqual(
          first.document.claims.map((one) => one.statement),
        );
        expect(standing(back.document)).toEqual(standing(first.document));
        const tables = await readWhole(files.filter((one) => one.name !== "votes.csv"));
        expect(tallies(tables.document)).toEqual(tallies(first.document));
      }),
      { numRuns: 25 },
    );
  });
});

const file = (name: string, lines: string[]) => ({ name, bytes: new TextEncoder().encode(lines.join("\n")) });

/** Of each claim, what stands: values and times, whoever they are. */
const standing = (document: MootJson | undefined) =>
  document?.claims.map(({ id }) => {
    const last = new Map<string, string>();
    const history = document.votes.find((one) => one.claim === id)?.history ?? [];
    for (const [who, , to, at] of history) last.set(who, `${to} ${at}`);
    return [...last.values()].sort();
  });

const tallies = (document: MootJson | undefined) =>
  standing(document)?.map((votes) => votes.map((vote) => vote.split(" ")[0]).sort());
