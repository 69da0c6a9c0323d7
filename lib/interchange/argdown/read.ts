import type { IArgdownResponse } from "@argdown/core";
import { Refusal } from "@/lib/errors";
import { emptyGraph, type Graph } from "../graph/graph";
import { build } from "./build";
import { faultyLine, leaveOut, refuseDeep } from "./faults";
import { tellLost } from "./lost";
import { notesOf } from "./notes";

/** Lines that can't be read, of one file, before it is given up. */
const mostFaults = 100;

/** Argdown, by its own parser. A line that it can't read is left out with what hangs on it, and the rest is read. */
export async function readArgdown(text: string, file: string): Promise<Graph> {
  refuseDeep(text, file);
  const { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } = await import("@argdown/core");
  const app = new ArgdownApplication();
  app.addPlugin(new ParserPlugin(), "parse-input");
  app.addPlugin(new DataPlugin(), "build-model");
  app.addPlugin(new ModelPlugin(), "build-model");
  const run = (input: string): IArgdownResponse => {
    const response = app.run({ input, process: ["parse-input", "build-model"], logLevel: "silent" });
    const [fault] = response.exceptions ?? [];
    if (fault === undefined || response.parserErrors?.length) return response;
    if (fault instanceof RangeError) {
      throw new Refusal(422, "import.too_deep", `${file} is nested too deeply to be a debate.`);
    }
    throw new Refusal(422, "import.malformed", `${file} can't be read as Argdown: ${fault.message.slice(0, 300)}`);
  };

  const graph = emptyGraph("Argdown file", file);
  const lines = text.split("\n").map((words, i) => ({ words, line: i + 1 }));
  // Its comments must end with a line's end.
  const join = () => `${lines.map(({ words }) => words).join("\n")}\n`;
  let response = run(join());
  for (let fault = faultyLine(response); fault !== undefined; fault = faultyLine(response)) {
    const at = lines.slice(0, fault).findLastIndex(({ words }) => words.trim() !== "");
    if (at < 0 || graph.report.length >= mostFaults) {
      const seen = graph.report.map(({ line, message }) => [`line ${line}`, message]);
      const sentence = `${file} can't be read as Argdown. The first line that is at fault is ${graph.report[0]?.line ?? 1}.`;
      throw new Refusal(422, "import.malformed", sentence, { errors: Object.fromEntries(seen) });
    }
    leaveOut(graph, lines, at);
    response = run(join());
  }
  const leftOut = graph.report.splice(0);
  for (const { line, words } of notesOf(join(), response)) {
    graph.report.push({ file, line, what: "left-out", message: `A note for the file's readers: “${words}”` });
  }
  build(graph, response);
  // The parser counted without the lines that were left out.
  const counted = [...graph.nodes.values(), ...graph.edges, ...graph.report];
  for (const one of counted) if (one.line !== null) one.line = lines[one.line - 1]?.line ?? one.line;
  graph.report.push(...leftOut);
  tellLost(graph, lines);
  return graph;
}
