import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchor, quoteAt } from "@/lib/anchoring/anchoring";

const words =
  "open closed model weights lag behind frontier capital compute moat data license community which whoever trains pays for it because nobody else can and the gap grows every year in practice".split(
    " ",
  );

/** Sentences of the same few words, so that many of them are alike. */
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 4, maxLength: 16 })
  .map((chosen) => `${chosen.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`);
const essay = fc.array(sentence, { minLength: 12, maxLength: 40 });

/** A change of the text: from a place on, so many characters are replaced by these. */
type Edit = { at: number; drop: number; put: string };
const edit = (length: number): fc.Arbitrary<Edit> =>
  fc.record({
    at: fc.nat(length),
    drop: fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(200) }),
    put: fc.oneof(fc.constant(""), fc.lorem({ maxCount: 6 }), sentence),
  });

/** Each letter carries where it came from, so that after any edits it is known what became of a passage. */
type Letter = { letter: string; from: number };
const lettersOf = (text: string): Letter[] => [...text].map((letter, from) => ({ letter, from }));
const change = (letters: Letter[], { at, drop, put }: Edit): Letter[] => [
  ...letters.slice(0, at),
  ...[...put].map((letter) => ({ letter, from: -1 })),
  ...letters.slice(at + drop),
];

describe("a passage in a text that was changed", () => {
  test("is found at its place or reported, and never at another", () => {
    let found = 0;
    let lost = 0;
    fc.assert(
      fc.property(
        essay.chain((sentences) => {
          const text = sentences.join(" ");
          return fc.record({
            sentences: fc.constant(sentences),
            chosen: fc.nat(sentences.length - 1),
            edits: fc.array(edit(text.length), { minLength: 1, maxLength: 6 }),
          });
        }),
        ({ sentences, chosen, edits }) => {
          const text = sentences.join(" ");
          const start = sentences.slice(0, chosen).reduce((sum, one) => sum + one.length + 1, 0);
          const end = start + (sentences[chosen]?.length ?? 0);
          const letters = edits.reduce(change, lettersOf(text));
          const now = letters.map(({ letter }) => letter).join("");
          const at = anchor(now, quoteAt(text, start, end), start);
          if (!at) {
            lost += 1;
            return;
          }
          found += 1;
          // Where something was put into its middle, half of it may be found.
          const there = letters.slice(at.start, at.end).filter(({ from }) => from >= start && from < end).length;
          expect(
            there / (at.end - at.start),
            `${text.slice(start, end)} → ${now.slice(at.start, at.end)}`,
          ).toBeGreaterThan(0.3);
        },
      ),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(lost);
  });

  test("that was not touched is found as it is, wherever it went", () => {
    fc.assert(
      fc.property(essay, fc.nat(), sentence, (sentences, pick, before) => {
        const text = sentences.join(" ");
        const chosen = pick % sentences.length;
        const start = sentences.slice(0, chosen).reduce((sum, one) => sum + one.length + 1, 0);
        const end = start + (sentences[chosen]?.length ?? 0);
        const at = anchor(`${before} ${text}`, quoteAt(text, start, end), start);
        if (at) expect(at).toEqual({ start: start + before.length + 1, end: end + before.length + 1, how: "exact" });
      }),
    );
  });

  test("is told from the same words elsewhere by what stands around it", () => {
    const text = "First, it costs too much. Then nobody pays. Later, it costs too much. So they stop.";
    const second = text.lastIndexOf("it costs too much");
    const quote = quoteAt(text, second, second + "it costs too much".length);
    expect(anchor(text, quote, second)?.start).toBe(second);
    expect(anchor(`A new beginning. ${text}`, quote, 0)?.start).toBe(second + 17);
  });

  test("is found although a word of it changed", () => {
    const text = "Before it. The capital needed to train a model grows every year. After it.";
    const start = text.indexOf("The capital");
    const quote = quoteAt(text, start, start + "The capital needed to train a model grows every year.".length);
    const now = text.replace("grows", "has grown");
    const at = anchor(now, quote, start);
    expect(at?.how).toBe("changed");
    expect(now.slice(at?.start, at?.end)).toBe("The capital needed to train a model has grown every year.");
  });

  test("is reported as lost where it was taken out, though its like stands elsewhere", () => {
    const text =
      "It lags. Alpha beta gamma delta epsilon zeta eta theta. It lags. Iota kappa lambda mu nu xi omicron pi.";
    const quote = quoteAt(text, 0, "It lags.".length);
    expect(anchor(text.slice("It lags. ".length), quote, 0)).toBeNull();
  });
});
