const words = new Intl.Segmenter(undefined, { granularity: "word" });
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Breaks a text into lines no wider than `width`, between words, and inside one only where it is wider than a line. Where
 * there are more than `most`, the last one ends in an ellipsis and `whole` is false.
 */
export function linesOf(
  text: string,
  width: number,
  most: number,
  measure: (part: string) => number,
): { lines: string[]; whole: boolean } {
  const lines: string[] = [];
  let line = "";
  const breakLine = () => {
    lines.push(line.trimEnd());
    line = "";
  };
  for (const piece of piecesOf(text, width, measure)) {
    if (line !== "" && measure((line + piece).trimEnd()) > width) breakLine();
    if (lines.length > most) break;
    line += line === "" ? piece.trimStart() : piece;
  }
  if (line.trimEnd() !== "") breakLine();
  if (lines.length <= most) return { lines, whole: true };
  const kept = lines.slice(0, most);
  const last = [...letters.segment(kept.at(-1) ?? "")].map(({ segment }) => segment);
  while (last.length > 0 && measure(`${last.join("").trimEnd()}…`) > width) last.pop();
  return { lines: [...kept.slice(0, -1), `${last.join("").trimEnd()}…`], whole: false };
}

/** What must stay on one line: a word with the punctuation that follows it. */
function* piecesOf(text: string, width: number, measure: (part: string) => number): Generator<string> {
  let piece = "";
  for (const { segment, isWordLike } of words.segment(text.replace(/\s+/g, " ").trim())) {
    if (isWordLike && /[\s\p{L}\p{N}]$/u.test(piece) && !/^\p{P}+$/u.test(piece)) {
      yield piece;
      piece = "";
    }
    piece += segment;
    if (segment === " ") {
      yield piece;
      piece = "";
    }
    if (measure(piece) > width) {
      for (const { segment: letter } of letters.segment(piece)) yield letter;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}
