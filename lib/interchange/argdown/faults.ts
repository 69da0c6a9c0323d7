import type { IArgdownResponse } from "@argdown/core";
import { Refusal } from "@/lib/errors";
import type { Graph } from "../graph/graph";

/** Levels of indentation. Real debates have twenty. */
const deepest = 200;

/** Before its parser, which calls itself for each level, runs out of stack. */
export function refuseDeep(text: string, file: string): void {
  const levels = [0];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    while ((levels.at(-1) ?? 0) > indent) levels.pop();
    if (indent > (levels.at(-1) ?? 0)) levels.push(indent);
    if (levels.length > deepest) {
      throw new Refusal(422, "import.too_deep", `${file} is nested too deeply to be a debate.`);
    }
  }
}

/** The first line that the lexer or the parser stumbled over. */
export function faultyLine(response: IArgdownResponse): number | undefined {
  const lexed = response.lexerErrors?.[0];
  if (lexed) return lexed.line ?? 1;
  const parsed = response.parserErrors?.[0];
  if (!parsed) return undefined;
  const tokens = [parsed.token, (parsed as { previousToken?: { endLine?: number } }).previousToken];
  return tokens[0]?.startLine || tokens[1]?.endLine || Number.POSITIVE_INFINITY;
}

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** Takes out a line, and the deeper ones below it, which hang on it. */
export function leaveOut(graph: Graph, lines: { words: string; line: number }[], at: number): void {
  const indent = indentOf(lines[at]?.words ?? "");
  const below = lines.slice(at + 1).findIndex(({ words }) => words.trim() === "" || indentOf(words) <= indent);
  const gone = lines.splice(at, below < 0 ? lines.length : below + 1);
  for (const { words, line } of gone) {
    if (words.trim() === "") continue;
    const message = `This line can't be read as Argdown: “${words.trim().slice(0, 200)}”`;
    graph.report.push({ file: graph.file, line, what: "left-out", message });
  }
}
