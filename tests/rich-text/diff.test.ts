import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "@/lib/rich-text/diff";

/** `same [-removed-] {+added+}` */
const shown = (before: string, after: string) =>
  differences(before, after)
    .map(({ type, text }) => (type === "same" ? text : type === "added" ? `{+${text}+}` : `[-${text}-]`))
    .join("");

test("a change is shown by the word", () => {
  expect(shown("The licence costs nothing.", "The licence costs little.")).toBe(
    "The licence costs [-nothing-]{+little+}.",
  );
  expect(shown("It fails.", "It often fails.")).toBe("It {+often +}fails.");
  expect(shown("a b c", "a b c")).toBe("a b c");
});

test("words replaced one after another are shown as one change", () => {
  expect(shown("an old man sat", "a young girl sat")).toBe("[-an old man-]{+a young girl+} sat");
});

test("where a script has no spaces a change is shown by the word all the same", () => {
  expect(shown("我喜欢猫", "我喜欢狗")).toBe("我喜欢[-猫-]{+狗+}");
});

test("two long texts that share nothing are compared all the same", () => {
  const before = Array.from({ length: 2_000 }, (_, i) => `a${i}`).join(" ");
  const after = Array.from({ length: 2_000 }, (_, i) => `b${i}`).join(" ");
  expect(differences(before, after)).toEqual([
    { type: "removed", text: before },
    { type: "added", text: after },
  ]);
});

test("where a page has spent its effort, one wording stands whole for the other", () => {
  const effort = { left: 1_000 };
  expect(differences("a b c", "a x c", effort)).toHaveLength(4);
  expect(effort.left).toBe(1_000 - 10 - 2 ** 2);
  effort.left = 12;
  expect(differences("a b c", "a x c", effort)).toEqual([
    { type: "removed", text: "a b c" },
    { type: "added", text: "a x c" },
  ]);
});

test("what is not added is the old text, and what is not removed is the new one", () => {
  const text = fc.array(fc.constantFrom("a", "bb", " ", "\n", "論証", "!", "e\u0301", "🧑‍🚀"), { maxLength: 30 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      const segments = differences(before, after);
      const without = (type: string) =>
        segments
          .filter((s) => s.type !== type)
          .map((s) => s.text)
          .join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});
