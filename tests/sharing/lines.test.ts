import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linesOf } from "@/lib/sharing/lines";

/** Every letter is one wide. */
const width = (part: string) => [...part].length;

describe("a text in lines", () => {
  test("breaks between words", () => {
    expect(linesOf("Open models lag behind closed ones.", 12, 9, width)).toEqual({
      lines: ["Open models", "lag behind", "closed ones."],
      whole: true,
    });
  });

  test("breaks Chinese, which has no spaces, and keeps its full stop with the word", () => {
    const { lines } = linesOf("开源模型落后于闭源模型。", 4, 9, width);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.some((line) => line.startsWith("。"))).toBe(false);
  });

  test("breaks a word that is wider than a line", () => {
    expect(linesOf("abcdefghij", 4, 9, width)).toEqual({ lines: ["abcd", "efgh", "ij"], whole: true });
  });

  test("says where it had to leave something out", () => {
    expect(linesOf("one two three four", 5, 2, width)).toEqual({ lines: ["one", "two…"], whole: false });
  });

  test("no line is wider than it may be, and nothing is lost of what fits", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 200 }),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (text, wide, most) => {
          const { lines, whole } = linesOf(text, wide, most, width);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(width(line)).toBeLessThanOrEqual(Math.max(wide, 8));
          if (whole) expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        },
      ),
    );
  });
});
