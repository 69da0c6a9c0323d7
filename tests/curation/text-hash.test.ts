import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bare, textHash } from "@/lib/curation/holding/text-hash";

const words = fc.array(fc.string({ unit: fc.constantFrom(..."abcdéßøжд中1二"), minLength: 1 }), { minLength: 1 });
const noise = fc.constantFrom(" ", "  ", "\n\n", ", ", " – ", "… ", "\u200b", "\u00ad", " “", "!", "🙂");

describe("two texts that say the same", () => {
  test("have one hash, however they are spaced and set off", () => {
    fc.assert(
      fc.property(words, noise, noise, (parts, one, other) => {
        expect(textHash(one + parts.join(one))).toBe(textHash(parts.join(other) + other));
      }),
    );
  });

  test("have one hash in capitals, decomposed, and in wide letters", () => {
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(" ");
        expect(textHash(text.toUpperCase())).toBe(textHash(text));
        expect(textHash(text.normalize("NFD"))).toBe(textHash(text));
      }),
    );
    expect(textHash("Ｏｐｅｎ ｍｏｄｅｌｓ")).toBe(textHash("open models"));
  });
});

describe("two texts that don't", () => {
  test("have two: a letter, an accent or a digit makes the difference", () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const same = bare(one.join("")) === bare(other.join(""));
        expect(textHash(one.join(" ")) === textHash(other.join(" "))).toBe(same);
      }),
    );
    for (const [one, other] of [
      ["3 months", "4 months"],
      ["resume", "résumé"],
      ["कि", "का"],
    ]) {
      expect(textHash(one ?? "")).not.toBe(textHash(other ?? ""));
    }
  });

  test("a text without a letter has none", () => {
    for (const nothing of ["", " \n", "…!?", "🙂🙂", "\u200b"]) expect(textHash(nothing)).toBeNull();
  });

  test("whatever comes in, what counts of it is all that counts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(bare(bare(text))).toBe(bare(text));
      }),
    );
  });
});
