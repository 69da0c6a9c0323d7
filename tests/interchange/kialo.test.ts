import { expect, test } from "vitest";
import { outline, readSample, readText } from "./outline";

test("Kialo's text in flush lines is read with all that it may hold", async () => {
  const { format, report, document } = await readSample("kialo-flush.txt");
  expect(format).toBe("kialo");
  expect(document?.essay.title).toBe("Should towns ban cars from their centres?");
  const from = (number: string) => `<Kialo discussion “Should towns ban cars from their centres?”, ${number}>`;
  expect(outline(document)).toEqual([
    "Towns should ban private cars from their centres.",
    "  ! People with heavy loads (or small children) need a car.",
    "    - Delivery services exist in most towns. <https://example.org/deliveries>",
    `    + A survey found that a third of trips carry something heavy.\n2. That is the second thing it found:\n1.9 million trips a year. ${from("1.1.2.")}`,
    "  + The air gets better as Ghent showed. <https://example.org/ghent_(2017)>",
    "    ! People with heavy loads (or small children) need a car.",
    "  - mail me @ home, says nobody] <https://example.org/n>",
    `  + -> See 1.9. ${from("1.4.")}`,
    `  + -> See discussion #35761: Are bicycles better?. ${from("1.5.")}`,
    "Some winds blow the air in from elsewhere.",
    `  + The coast has such winds. ${from("1.2.2.1.")}`,
  ]);
  expect(report.map(({ line, what }) => [line, what])).toEqual([
    [10, "changed"],
    [11, "changed"],
    [14, "changed"],
    [15, "changed"],
  ]);
  expect(report[1]?.message).toMatch(/^1\.2\.2\.: It has no stance/);
});

test("and Kialo's text in indented lines, with CRLF, a question, footnotes and lines that only look like claims", async () => {
  const { report, document } = await readSample("kialo-indented.txt");
  expect(document?.sections).toEqual(["What should towns do about cars?"]);
  expect(outline(document)).toEqual([
    "Ban them from the centre.",
    "  + The air gets better [1], and quieter [2]. <https://example.org/air>",
    "  ! 1. This looks like a number, and so does\n1.2. Con:\nwhich does not fit. Sources:",
    "  ! It hits the poor hardest.",
    "Charge them by the mile [9].",
    "  ! It hits the poor hardest.",
  ]);
  expect(report.map(({ line, message }) => [line, message])).toEqual([
    [4, "1.: A question is no claim. It is the heading of its theses."],
    [10, "1.1.1.: It keeps one source. Source [2] was: “A. Ear, Noise, 2019”"],
    [17, "1.1.3.: It stands elsewhere too. A copy of its words stands here, without its answers."],
    [20, "1.2.: There is no source [9] in the file."],
  ]);
});

test("a footnote without an address is a citation", async () => {
  const { document } = await readText(
    "Discussion Name:\nNoise\n\n1. Thesis:\nTowns are loud.\n\n  1.1. Con:\n  Not at night [1].\n\nSources:\n[1] A. Ear, Noise, 2019\n",
  );
  expect(outline(document)).toEqual(["Towns are loud.", "  - Not at night [1]. <A. Ear, Noise, 2019>"]);
});

test("claims that only say to see each other, or themselves, are read all the same", async () => {
  const { document } = await readText(
    "Discussion Title: Circles\n\n1. It turns.\n1.1. Pro: -> See 1.2.\n1.2. Pro: -> See 1.1.\n1.3. Con: -> See 1.3.\n1.4. Con: -> See 1.\n",
  );
  expect(outline(document)[0]).toBe("It turns.");
  expect(outline(document).slice(1).join()).toContain("-> See 1.2.");
});

test("1,600 claims on 19 levels keep their places", async () => {
  const lines = ["Discussion Title: A long one", "", "1. The thesis."];
  const spine = (level: number) => `1${".1".repeat(level)}`;
  for (let level = 1; level < 19; level += 1) lines.push(`${spine(level)}. Con: level ${level + 1}`);
  for (let i = 2; lines.length < 1602; i += 1) lines.push(`1.${i}. Pro: number ${i}`);
  const { document, report } = await readText(lines.join("\r\n"));
  expect(report).toEqual([]);
  expect(document?.contributions).toHaveLength(1599);
  expect(outline(document)[18]).toBe(`${"  ".repeat(18)}! level 19`);
});
