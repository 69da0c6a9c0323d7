import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImportFormat } from "@/lib/interchange/interchange";
import { readWhole } from "./outline";

/** Gives words that stand nowhere else in the file, and remembers them. */
function vocabulary() {
  const words: string[] = [];
  return {
    words,
    word: () => {
      words.push(`word${words.length}x`);
      return words.at(-1) ?? "";
    },
  };
}
type Word = () => string;

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

/** Every word of the files is in the debate or in what is told of them. */
async function expectNoneDropped(files: ReturnType<typeof file>[], words: string[], format: ImportFormat) {
  const { document, report } = await readWhole(files, format);
  const kept = `${JSON.stringify(document)}\n${report.map(({ file, message }) => `${file}: ${message}`).join("\n")}`;
  const standing = new Set(kept.match(/word\d+x/g));
  expect(words.filter((word) => !standing.has(word))).toEqual([]);
}

/** Several of the pieces in any order, each as often as it comes. */
const pieces = <Piece>(all: readonly Piece[], maxLength = 25) =>
  fc.array(fc.constantFrom(...all), { minLength: 1, maxLength });
const runs = { numRuns: 150 };

describe("What a file says comes in or is told:", () => {
  const texts: Record<string, (word: Word) => string> = {
    plain: (word) => `${word()} is ${word()}.`,
    linked: (word) => `${word()} [${word()}](https://${word()}.example/${word()}), [${word()}](https://b.example/)`,
    escaped: (word) => `\\(${word()}\\) \\[${word()}\\] \\@${word()}`,
    footnoted: (word) => `${word()} [1] ${word()} [2] and [3] [9]`,
    elsewhere: (word) => `-> See discussion #35761: ${word()}.`,
    there: () => "-> See 1.1.",
    nowhere: () => "-> See 1.77.",
    colon: (word) => `Pro: ${word()}`,
  };
  const entry = fc.record({
    text: fc.constantFrom(...Object.keys(texts)),
    below: fc.nat(3),
    label: fc.constantFrom("Pro", "Con", null),
    more: fc.boolean(),
  });

  /** A tree by where each entry is put: so many levels above the one before it. */
  function numbered<Entry extends { below: number }>(entries: Entry[]): (Entry & { number: string; level: number })[] {
    const counts: number[] = [1];
    return entries.map((one) => {
      const level = Math.max(1, counts.length - one.below);
      counts.length = Math.min(counts.length, level + 1);
      counts[level] = (counts[level] ?? 0) + 1;
      return { ...one, number: counts.join("."), level };
    });
  }

  test("Kialo's flush text", () =>
    fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 20 }), fc.boolean(), async (entries, crlf) => {
        const { words, word } = vocabulary();
        const lines = [`Discussion Title: ${word()}`, word(), `1. ${word()}`];
        for (const { number, label, text, more } of numbered(entries)) {
          lines.push(`${number}. ${label ? `${label}: ` : ""}${texts[text]?.(word)}`);
          if (more) lines.push(`3.1. ${word()}`, `${word()}:`);
        }
        await expectNoneDropped([file("a.txt", lines.join(crlf ? "\r\n" : "\n"))], words, "kialo");
      }),
      runs,
    ));

  test("Kialo's indented text, with its sources", () =>
    fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 20 }), fc.boolean(), async (entries, question) => {
        const { words, word } = vocabulary();
        const lines = ["Discussion Name:", word(), word(), `1. ${question ? "Question" : "Thesis"}:`, `${word()} [4]`];
        for (const { number, level, label, text, more } of numbered(entries)) {
          const margin = "  ".repeat(level);
          const called = level === 1 && question ? "Thesis" : (label ?? "Pro");
          lines.push(`${margin}${number}. ${called}:`, `${margin}${texts[text]?.(word)}`);
          if (more) lines.push(`${margin}${word()}`, "1.1. Pro:", `${margin}Sources:`);
        }
        lines.push("Sources:", `[1] ${word()} https://${word()}.example/ ${word()}`, `[2] ${word()}`, `  ${word()}`);
        lines.push(`[3] https://${word()}.example/`, `[4] ${word()}`);
        await expectNoneDropped([file("b.txt", lines.join("\n"))], words, "kialo");
      }),
      runs,
    ));

  const relations = ["+", "-", "_", "+>", "->", "_>", "><"];
  const argdown: Record<string, (word: Word, i: number) => string> = {
    heading: (word) => `# ${word()} #${word()}\n`,
    "deeper heading": (word) => `### ${word()}\n`,
    statement: (word) => `[${word()}]: ${word()} is *${word()}* and **${word()}**. #${word()} #(${word()} ${word()})\n`,
    untitled: (word) => `${word()} is so.\n`,
    reference: (word) => `[${word()}]\n`,
    argument: (word) => `<${word()}>: ${word()} [${word()}](https://${word()}.example/) @[${word()}]\n`,
    answered: (word, i) =>
      `[${word()}]: ${word()}.\n${relations.map((sign) => `  ${sign} <${word()}>: ${word()}.\n    ${relations[i % 5]} [${word()}]\n`).join("")}`,
    data: (word) => `[${word()}]: ${word()}. {source: "${word()}", page: "${word()}"}\n`,
    "data of a heading": (word) => `# ${word()} {by: "${word()}"}\n`,
    "data of an argument": (word) => `<${word()}>: ${word()}. {author: ["${word()}"]}\n`,
    steps: (word) =>
      `<${word()}>\n\n(1) [${word()}]: ${word()}.\n(2) ${word()}.\n-- ${word()}, ${word()} {uses: "${word()}"} --\n(3) ${word()}.\n-----\n(4) [${word()}]: ${word()}.\n`,
    "a line's note": (word) => `// ${word()}\n`,
    note: (word) => `/* ${word()}\n${word()} */\n`,
    "a page's note": (word) => `<!-- ${word()} -->\n`,
    fault: (word) => `[${word()}: ${word()}\n`,
    same: (word) => `[Same]: ${word()}.\n`,
    contrary: (word) => `[Same] >< [${word()}]\n`,
  };
  const heads: ((word: Word) => string)[] = [
    () => "",
    (word) => `===\ntitle: ${word()}\nauthor: ${word()}\nsubTitle: ${word()}\n===\n\n`,
    (word) => `===\ntitle: [${word()}]\nauthor:\n  - ${word()}\n  - ${word()}\nmodel:\n  mode: ${word()}\n===\n\n`,
  ];

  test("Argdown", () =>
    fc.assert(
      fc.asyncProperty(pieces(Object.keys(argdown)), fc.constantFrom(...heads), async (blocks, head) => {
        const { words, word } = vocabulary();
        const text = `${head(word)}[First]: ${word()}.\n\n${blocks.map((block, i) => argdown[block]?.(word, i)).join("\n")}`;
        await expectNoneDropped([file("debate.argdown", text)], words, "argdown");
      }),
      runs,
    ));

  const aifTypes = ["I", "I", "I", "RA", "CA", "MA", "YA", "TA", "L", "PA", "XX", ""];
  const aif = fc.record({
    types: pieces(aifTypes),
    edges: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 40 }),
  });

  test("AIF", () =>
    fc.assert(
      fc.asyncProperty(aif, async ({ types, edges }) => {
        const { words, word } = vocabulary();
        const field = word();
        const nodes = ["I", ...types].map((type, nodeID) => ({ nodeID, type, text: word() }));
        const input = {
          nodes,
          edges: edges.map(([fromID, toID], edgeID) => ({ edgeID, fromID, toID, formEdgeID: null })),
          locutions: nodes.map(({ nodeID }) => ({ nodeID, personID: "7", [field]: 1 })),
          participants: [{ participantID: "7", firstname: word(), surname: word() }],
          schemefulfillments: nodes.map(({ nodeID }) => ({ nodeID, schemeID: 3 })),
          [word()]: { of: "it" },
        };
        await expectNoneDropped([file("nodeset.json", JSON.stringify(input))], words, "aif");
      }),
      runs,
    ));

  test("Polis", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("1", "0", "-1", ""), { maxLength: 12 }),
        fc.boolean(),
        async (moderated, several) => {
          const { words, word } = vocabulary();
          const rows = moderated.map(
            (value, i) =>
              `1600000000,date,${several ? i : 0},p${i},3,1,${value},"${word()}, ""${word()}""\n${word()}",so`,
          );
          const header = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body";
          const comments = [`${header},${word()}`];
          comments.push(`1600000000,date,99,p1,0,0,1,${word()},so`, ...rows);
          const summary = [`topic,${word()}`, `conversation-description,"${word()}\n${word()}"`, `${word()},${word()}`];
          const votes = [
            `timestamp,datetime,comment-id,voter-id,vote,${word()}`,
            "1,date,99,1,1,so",
            `1,d,${word()},1,1,`,
          ];
          votes.push("1,d,99,2,1,");
          const files = [
            file("comments.csv", comments.join("\n")),
            file("summary.csv", summary.join("\n")),
            file("votes.csv", votes.join("\n")),
            file(`${word()}.csv`, "a,b"),
            file("format.json", JSON.stringify({ format: "polis-export/1", note: word() })),
          ];
          await expectNoneDropped(files, words, "polis");
        },
      ),
      runs,
    ));
});
