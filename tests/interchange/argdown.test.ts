import { expect, test } from "vitest";
import { outline, readSample, readText } from "./outline";

test("Argdown is read by its own parser: relations, undercuts, premises and conclusions, headings", async () => {
  const { format, report, document } = await readSample("debate.argdown");
  expect(format).toBe("argdown");
  expect(document?.essay).toMatchObject({ title: "On cars", author: "A. Walker" });
  expect(document?.sections).toEqual(["The centre", "Noise"]);
  expect(outline(document)).toEqual([
    "Towns should ban cars from their centres. #towns → c2",
    "  + The air gets better, as Ghent showed. <https://example.org/ghent>",
    "    ! Some winds blow it in from elsewhere.",
    "    ! It was measured once only.",
    "  ! People with heavy loads need a car.",
    "    ! There are delivery services.",
    "    + A survey found so. <Argdown file “On cars”, <Survey>>",
    "  + (1) Cars are loud.\n(2) What is loud disturbs.\n(3) Therefore: Towns should ban cars from their centres. #towns <Argdown file “On cars”, <Quiet>>",
    "    + Cars are loud. <Argdown file “On cars”>",
    "    + What is loud disturbs. <Argdown file “On cars”>",
    "Towns get livelier.",
    "Towns should charge cars by the mile.",
    "  ! Towns should ban cars from their centres. #towns",
  ]);
  expect(report.map(({ line, message }) => [line, message])).toEqual([
    [
      null,
      "Names by which the file points to its statements: [Ban], [Loads], [Life], [Charge], <Air>, <Winds>, <Measured once>, <Delivered>, <Survey>, <Quiet>.",
    ],
    [1, 'Of the head of the file: model: {"mode":"loose"}'],
    [10, "A note for the file's readers: “// a note for readers”"],
    [12, "A note for the file's readers: “/* a longer note */”"],
    [19, "A note for the file's readers: “<!-- a third kind of note -->”"],
    [35, "[Ban] and [Charge] contradict each other. It is kept that the first contradicts the second."],
    [35, "[Ban]: It stands elsewhere too. A copy of its words stands here, without its answers."],
  ]);
});

test("so it is with CRLF", async () => {
  const unix = "[A]: One.\n  + <B>: Two.\n    - <C>: Three.\n\n[D]: Four.\n";
  const read = async (text: string) => outline((await readText(text, "argdown")).document);
  expect(await read(unix.replaceAll("\n", "\r\n"))).toEqual(await read(unix));
  expect(await read(unix)).toHaveLength(4);
});

test("a line that can't be read is told with its number, and the rest is read", async () => {
  const { document, report } = await readText(
    "[A]: One.\n  ++ <B>: Two.\n    - <C>: Three.\n  - <D>: Four.\n\n[E]: Five.\n",
    "argdown",
  );
  expect(outline(document)).toEqual(["One.", "  ! Four.", "Five."]);
  expect(report).toMatchObject([
    { line: null, what: "left-out", message: expect.stringContaining("[A], [E], <D>") },
    { line: 2, what: "left-out", message: expect.stringContaining("++ <B>: Two.") },
    { line: 3, what: "left-out", message: expect.stringContaining("- <C>: Three.") },
  ]);
});

test("another wording of the same statement is told, not lost", async () => {
  const { report } = await readText("[A]: One.\n\n[A]: Another one.\n", "argdown");
  expect(report).toContainEqual({
    ...{ file: "file.txt", line: 3, what: "left-out" },
    message: "[A]: another wording of it: “Another one.”",
  });
});

test("statements that go against each other in a circle have one of them for a claim", async () => {
  const { document } = await readText("[A]: One.\n  - [B]: Two.\n\n[B]\n  - [A]\n", "argdown");
  expect(outline(document)).toEqual(["One.", "  ! Two.", "    ! One."]);
});
