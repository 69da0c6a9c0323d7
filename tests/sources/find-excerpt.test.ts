import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findExcerpt } from "@/lib/sources/find-excerpt";
import { fold } from "@/lib/sources/fold";

const page = [
  "Open models lag behind closed ones.",
  "The best open model of early 2026 trailed the best closed model by about four months — a gap that has narrowed.",
  "“We didn’t expect the gap to close so fast,” said one of the authors, whose office is in San Francisco.",
  "Costs fell 280-fold between 2022 and 2024; nobody fore\u00adsaw that.",
].join("\n");

const found = (excerpt: string, text = page) => {
  const { found, passage } = findExcerpt(text, excerpt);
  return { found, passage: passage?.exact ?? null };
};

describe("an excerpt is found", () => {
  test("as it stands, with what stands around it", () => {
    const match = findExcerpt(page, "about four months");
    expect(match).toMatchObject({ found: "exact", similarity: 1 });
    expect(match.passage?.exact).toBe("about four months");
    expect(match.passage?.prefix.endsWith("the best closed model by ")).toBe(true);
    expect(match.passage?.suffix.startsWith(" — a gap")).toBe(true);
  });

  test.each([
    ["with other white space", "about  four\u00a0months", "about four months"],
    ["with other quotes", `"We didn't expect the gap`, "“We didn’t expect the gap"],
    ["with other dashes", "four months - a gap", "four months — a gap"],
    ["without a soft hyphen", "nobody foresaw that", "nobody fore\u00adsaw that"],
    ["with ligatures", "ofﬁce is in San Francisco", "office is in San Francisco"],
    ["in capitals", "OPEN MODELS LAG", "Open models lag"],
    ["over a line's end", "closed ones. The best open model", "closed ones.\nThe best open model"],
  ])("%s", (_, excerpt, passage) => {
    expect(found(excerpt)).toEqual({ found: "folded", passage });
  });

  test("though a line's end divides a word of it", () => {
    expect(found("a national measure", "It is a na-\ntional measure.")).toEqual({
      found: "folded",
      passage: "a na-\ntional measure",
    });
  });

  test("in its parts, where it says that it leaves something out", () => {
    expect(found("The best open model … trailed the best closed model").found).toBe("folded");
    expect(found("Costs fell 280-fold [...] nobody foresaw").found).toBe("folded");
    expect(found("trailed the best closed model … The best open model").found).not.toBe("folded");
  });

  test("by what comes closest, with how close", () => {
    const match = findExcerpt(page, "the best open model of 2026 trailed the best closed one by about six months");
    expect(match.found).toBe("close");
    expect(match.similarity).toBeGreaterThan(0.75);
    expect(match.passage?.exact).toMatch(/^The best open model.*four months$/);
  });

  test("not at all, where nothing on the page is like it", () => {
    expect(found("Wages rose by a third in the textile industry of Lancashire.")).toEqual({
      found: "absent",
      passage: null,
    });
    expect(found("months", "").found).toBe("absent");
    expect(found("\u00ad", "text").found).toBe("absent");
  });

  test("a minus is not a spelling", () => {
    expect(found("it fell by -5 percent", "it fell by 5 percent").found).toBe("close");
  });
});

const word = fc.stringMatching(/^[a-z]{2,9}$/);
const prose = fc.array(word, { minLength: 60, maxLength: 400 }).map((words) => words.join(" "));

test("whatever is only typed otherwise is found, and lies where it was taken from", () => {
  const retype = (text: string) =>
    text
      .replaceAll("fi", "ﬁ")
      .replaceAll(" ", "\n \u00a0")
      .replace(/[aeiou]/, (vowel) => `\u00ad${vowel.toUpperCase()}`);
  fc.assert(
    fc.property(prose, fc.nat(), fc.integer({ min: 20, max: 200 }), (text, at, length) => {
      const start = at % (text.length - length > 0 ? text.length - length : 1);
      const taken = text.slice(start, start + length).trim();
      fc.pre(taken.length > 5);
      const { found, passage } = findExcerpt(text, retype(taken));
      expect(["exact", "folded"]).toContain(found);
      expect(passage?.exact).toBe(taken);
    }),
  );
});

test("what is closest to an excerpt that was changed a little is where the excerpt was", () => {
  fc.assert(
    fc.property(prose, fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (text, at, changes) => {
      const length = 60;
      const start = at % (text.length - length);
      const taken = text.slice(start, start + length).trim();
      const letters = [...taken];
      // A letter that stands nowhere in the text, so that the change is one.
      for (const change of changes) letters[change % letters.length] = "ж";
      const { found, passage } = findExcerpt(text, letters.join(""));
      expect(found).toBe("close");
      const whereabouts = text.indexOf(passage?.exact ?? "");
      expect(Math.abs(whereabouts - text.indexOf(taken))).toBeLessThanOrEqual(length);
    }),
  );
});

test.each(["\ufe31", "\u2034", "\uff62", "\u1fef", "\u0149", "-\u2474", "\uff40", "\u208b", "k\u00b8", "A\uffe3"])(
  "what was folded is folded: %j",
  (text) => expect(fold(fold(text).text).text).toBe(fold(text).text),
);

test("folding leads back to where each character came from", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const folded = fold(text);
      expect(folded.starts).toHaveLength(folded.text.length);
      for (let i = 0; i < folded.text.length; i += 1) {
        const [start = 0, end = 0] = [folded.starts[i], folded.ends[i]];
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(start).toBeGreaterThanOrEqual(folded.starts[i - 1] ?? 0);
      }
      expect(fold(folded.text).text).toBe(folded.text);
    }),
  );
});

test("any text can be looked for in any other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary", minLength: 1 }), (text, excerpt) => {
      const { found, passage } = findExcerpt(text, excerpt);
      expect(passage === null).toBe(found === "absent");
      expect(findExcerpt(text + excerpt, excerpt).found).toBe("exact");
    }),
  );
});

test("a text of five million characters is looked through as a whole", () => {
  const filler = "Of the many lines of this long text, none is the one that is wanted here. ".repeat(70_000);
  const text = `${filler}Somewhere among them stands a sentence about the price of bread in Paris.${filler.slice(0, 1000)}`;
  const match = findExcerpt(text, "Somewhere among them stood one sentence about prices of bread in Paris.");
  expect(match.found).toBe("close");
  expect(match.passage?.exact).toMatch(/^Somewhere among them .*Paris\.$/);
});
