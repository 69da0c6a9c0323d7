import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultInName, nameFrom, normalName, skeletonOf, skeletonsToAvoid } from "@/lib/accounts/names";

const looksLike = (a: string, b: string) => skeletonsToAvoid(a).includes(skeletonOf(b));

describe("a name", () => {
  test.each(["ada", "Ada_Lovelace", "Zoë", "李雷", "Оля", "अनिता", "محمد", "x2", "日本-語", "Ng"])(
    "may be %s",
    (name) => {
      expect(faultInName(normalName(name))).toBeUndefined();
    },
  );

  test.each([
    ["one character", "a"],
    ["nothing", ""],
    ["33 characters", "a".repeat(33)],
    ["a space", "ada lovelace"],
    ["a right-to-left override", "ada\u202Egnp"],
    ["a right-to-left mark", "ada\u200F"],
    ["a zero-width joiner", "a\u200Dda"],
    ["NUL", "ada\u0000"],
    ["a lone surrogate", "ada\uD800"],
    ["a Hangul filler, which nobody sees", "ada\u3164"],
    ["a variation selector", "ada\uFE0F"],
    ["an emoji", "ada🙂"],
    ["a slash", "ada/etc"],
    ["a colon", "former-member:x"],
    ["marks heaped on a letter", `ada${"\u0301".repeat(6)}`],
    ["a mark at the beginning", "\u0903ada"],
  ])("has not %s", (_, name) => {
    expect(faultInName(normalName(name))).toMatch(/^A name /);
  });

  test.each(["Editors", "EDITORS", "admin", "аdmin", "m0derator", "Moot", "moоt", "former-member"])(
    "is not one kept for the house, nor what looks like it: %s",
    (name) => {
      expect(faultInName(normalName(name))).toMatch(/kept for the house/);
    },
  );

  test("is taken for what looks like it", () => {
    expect(looksLike("ADA", "ada")).toBe(true);
    expect(looksLike("аda", "ada")).toBe(true);
    expect(looksLike("lan", "Ian")).toBe(true);
    expect(looksLike("ian", "Ian")).toBe(true);
    expect(looksLike("b0b", "bob")).toBe(true);
    expect(looksLike("rnary", "mary")).toBe(true);
    expect(looksLike("ΗELLO", "hello")).toBe(true);
    expect(looksLike("ＡＤＡ".normalize("NFKC"), "ada")).toBe(true);
    expect(looksLike("ada", "bob")).toBe(false);
    expect(looksLike("anna", "ana")).toBe(false);
  });

  test("has one skeleton, however its case or its composition", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 32 }), (name) => {
        const skeleton = skeletonOf(name);
        expect(skeletonOf(skeleton)).toBe(skeleton);
        expect(skeletonOf(name.normalize("NFD"))).toBe(skeletonOf(name.normalize("NFC")));
        expect(skeletonOf(name.toLowerCase())).toBe(skeleton);
      }),
      { numRuns: 500 },
    );
  });

  test("that is let in holds nothing harmful and stands in an address as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (typed) => {
        const name = normalName(typed);
        if (faultInName(name) !== undefined) return;
        expect(name).toMatch(/^[\p{L}\p{M}\p{Nd}_-]+$/u);
        expect(name).not.toMatch(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
        expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  test("made of any name elsewhere is one that may be taken", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 60 }),
          fc.constantFrom("", "admin", "Ada Lovelace", "-_-", "🙂"),
        ),
        fc.nat(20),
        (elsewhere, attempt) => {
          expect(faultInName(nameFrom(elsewhere, attempt, "123456"))).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
    expect(nameFrom("Ada Lovelace", 0, "1")).toBe("Ada-Lovelace");
    expect(nameFrom("ada", 1, "1")).toBe("ada-2");
  });
});
