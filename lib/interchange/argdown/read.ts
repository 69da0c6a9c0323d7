import type { IArgdownResponse } from "@argdown/core";
import { Refusal } from "@/lib/errors";
import { type Body, type Inline, isSafeHref, type Mark } from "@/lib/rich-text/document";
import { emptyGraph, type Graph, type GraphEdge, type GraphSource, mostNodes, plainBody } from "../graph/graph";
import { statementOf } from "../graph/texts";

/** Lines that can't be read, of one file, before it is given up. */
const mostFaults = 100;

/** Levels of indentation. Real debates have twenty. */
const deepest = 200;

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
  for (const { line, words } of skipped(join(), response)) {
    graph.report.push({ file, line, what: "left-out", message: `A note for the file's readers: “${words}”` });
  }
  build(graph, response);
  // The parser counted without the lines that were left out.
  const counted = [...graph.nodes.values(), ...graph.edges, ...graph.report];
  for (const one of counted) if (one.line !== null) one.line = lines[one.line - 1]?.line ?? one.line;
  graph.report.push(...leftOut);
  return graph;
}

/** Before its parser, which calls itself for each level, runs out of stack. */
function refuseDeep(text: string, file: string): void {
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

function faultyLine(response: IArgdownResponse): number | undefined {
  const lexed = response.lexerErrors?.[0];
  if (lexed) return lexed.line ?? 1;
  const parsed = response.parserErrors?.[0];
  if (!parsed) return undefined;
  const tokens = [parsed.token, (parsed as { previousToken?: { endLine?: number } }).previousToken];
  return tokens[0]?.startLine || tokens[1]?.endLine || Number.POSITIVE_INFINITY;
}

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** Takes out a line, and the deeper ones below it, which hang on it. */
function leaveOut(graph: Graph, lines: { words: string; line: number }[], at: number): void {
  const indent = indentOf(lines[at]?.words ?? "");
  const below = lines.slice(at + 1).findIndex(({ words }) => words.trim() === "" || indentOf(words) <= indent);
  const gone = lines.splice(at, below < 0 ? lines.length : below + 1);
  for (const { words, line } of gone) {
    if (words.trim() === "") continue;
    const message = `This line can't be read as Argdown: “${words.trim().slice(0, 200)}”`;
    graph.report.push({ file: graph.file, line, what: "left-out", message });
  }
}

/** What stands between the tokens: what the file says to nobody but its readers. */
function skipped(text: string, response: IArgdownResponse): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = [];
  let last = 0;
  for (const token of response.tokens ?? []) {
    if (Number.isNaN(token.startOffset) || token.image === "") continue;
    const between = text.slice(last, token.startOffset);
    const mark = /\/\/|\/\*|<!--/.exec(between);
    if (mark) {
      const line = text.slice(0, last + mark.index).split("\n").length;
      found.push({ line, words: between.replace(/\s+/g, " ").trim().slice(0, 200) });
    }
    last = Math.max(last, token.startOffset + token.image.length);
  }
  const rest = text.slice(last);
  if (/^\s*(\/\/|\/\*|<!--)/.test(rest)) {
    const line = text.slice(0, last).split("\n").length;
    found.push({ line, words: rest.replace(/\s+/g, " ").trim().slice(0, 200) });
  }
  return found;
}

type Member = {
  text?: string | undefined;
  ranges?: { type: string; start: number; stop: number; url?: string }[] | undefined;
  startLine?: number | undefined;
  section?: { title?: string | undefined } | null | undefined;
  role?: string | undefined;
};

const statementKey = (title: string) => `[${title}]`;
const argumentKey = (title: string) => `<${title}>`;
/** The parser's own names for what has none in the file. */
const nameOf = (title: string, key: string): string | null => (/^Untitled \d+$/.test(title) ? null : key);

function build(graph: Graph, response: IArgdownResponse): void {
  const { statements = {}, arguments: args = {}, relations = [], frontMatter = {} } = response;
  const { title, author, ...others } = frontMatter as Record<string, unknown>;
  const heading = response.sections?.[0]?.title;
  graph.title = typeof title === "string" ? title : (heading ?? graph.file.replace(/\.[^.]*$/, ""));
  graph.author = typeof author === "string" ? author.slice(0, 300) : null;
  for (const name of Object.keys(others)) {
    const value = JSON.stringify(others[name])?.slice(0, 200);
    graph.report.push({
      file: graph.file,
      line: 1,
      what: "left-out",
      message: `Of the head of the file: ${name}: ${value}`,
    });
  }
  if (Object.keys(statements).length + Object.keys(args).length > mostNodes) {
    throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
  }

  const connect = connecting(graph);
  for (const [title, statement] of Object.entries(statements)) {
    addNode(graph, "proposition", statementKey(title), title, statement.members as Member[]);
  }
  for (const [title, argument] of Object.entries(args)) {
    const key = argumentKey(title);
    const premises = argument.pcs.filter((one) => one.role === "premise");
    addNode(graph, "argument", key, title, argument.members as Member[], stepsOf(argument.pcs, graph));
    for (const premise of premises) {
      if (premise.title) connect(statementKey(premise.title), key, "supports", premise.startLine);
    }
    const conclusion = argument.pcs.at(-1);
    for (const one of argument.pcs) {
      if (one.role !== "premise" && one !== conclusion && one.title)
        connect(statementKey(one.title), key, "supports", one.startLine);
    }
    if (conclusion?.title && conclusion.role !== "premise")
      connect(key, statementKey(conclusion.title), "supports", conclusion.startLine);
  }
  for (const relation of relations) {
    const { from, to, relationType } = relation as unknown as Record<"from" | "to", End> & { relationType: string };
    const [a, b] = [keyOf(from), keyOf(to)];
    const line = (relation as { occurrences?: { startLine?: number }[] }).occurrences?.[0]?.startLine ?? null;
    if (a === null || b === null) {
      graph.report.push({
        file: graph.file,
        line,
        what: "left-out",
        message: `A relation (${relationType}) that leads nowhere.`,
      });
    } else if (relationType === "support" || relationType === "entails") connect(a, b, "supports", line);
    else if (relationType === "attack" || relationType === "undercut") connect(a, b, "contradicts", line);
    else if (a !== b) {
      // Each contradicts the other; said once, or neither could stand on its own.
      connect(b, a, "contradicts", line);
    }
  }
  graph.edges = inOrder(graph);
}

type End = { type: string; title?: string; argumentTitle?: string };

function keyOf(end: End | undefined): string | null {
  const title = end?.type === "inference" ? end.argumentTitle : end?.title;
  if (!end || !title) return null;
  return end.type === "equivalence-class" ? statementKey(title) : argumentKey(title);
}

function addNode(
  graph: Graph,
  kind: "proposition" | "argument",
  key: string,
  title: string,
  members: Member[],
  steps?: string,
): void {
  const texts = members.filter((member) => (member.text ?? "").trim() !== "");
  const told = texts[0];
  const line = (told ?? members[0])?.startLine ?? null;
  const name = nameOf(title, key);
  for (const other of texts.slice(1)) {
    if (other.text?.trim() === told?.text?.trim()) continue;
    const message = `${key}: another wording of it: “${(other.text ?? "").trim().slice(0, 300)}”`;
    graph.report.push({ file: graph.file, line: other.startLine ?? null, what: "left-out", message });
  }
  const { body, source } = told ? formatted(told) : { body: plainBody(steps ?? title), source: null };
  const section = (told ?? members[0])?.section?.title ?? null;
  graph.nodes.set(key, { key, kind, body, name, section, line, source });
}

/** A text with its bold, italic and links; with the first thing it links to. */
function formatted({ text = "", ranges = [] }: Member): { body: Body; source: GraphSource | null } {
  const cuts = new Set([0, text.length]);
  for (const range of ranges) cuts.add(range.start).add(range.stop + 1);
  const places = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  let source: GraphSource | null = null;
  const content: Inline[] = [];
  for (const [i, from] of places.entries()) {
    const words = text.slice(from, places[i + 1] ?? text.length);
    const marks: Mark[] = [];
    for (const range of ranges) {
      if (range.start > from || range.stop < from) continue;
      if (range.type === "bold" || range.type === "italic") marks.push({ type: range.type });
      else if (range.type === "link" && range.url !== undefined && isSafeHref(range.url)) {
        marks.push({ type: "link", attrs: { href: range.url } });
        source ??= { url: range.url, citation: null, title: words.trim() || null };
      }
    }
    for (const [n, line] of words.split("\n").entries()) {
      if (n > 0) content.push({ type: "text", text: " " });
      if (line !== "")
        content.push(marks.length > 0 ? { type: "text", text: line, marks } : { type: "text", text: line });
    }
  }
  return { body: { type: "doc", content: [{ type: "paragraph", content }] }, source };
}

type Step = { role?: string | undefined; text?: string | undefined; title?: string | undefined };

/** Premises and conclusions as a text, for an argument that has no other. */
const stepsOf = (steps: Step[], graph: Graph): string | undefined =>
  steps
    .map(({ role, text, title = "" }, i) => {
      const words = text?.trim() || statementOf(graph.nodes.get(statementKey(title))?.body ?? plainBody(title));
      return `(${i + 1}) ${role === "premise" ? "" : "Therefore: "}${words}`;
    })
    .join("\n") || undefined;

type Connect = (from: string, to: string, relation: GraphEdge["relation"], line?: number | null) => void;

/** The same relation comes from both of its ends. */
function connecting(graph: Graph): Connect {
  const seen = new Set<string>();
  return (from, to, relation, line = null) => {
    const edge = `${from}\n${to}\n${relation}`;
    if (seen.has(edge)) return;
    seen.add(edge);
    graph.edges.push({ from, to, relation, line, name: null });
  };
}

/** In the order in which what answers comes up in the file. */
function inOrder(graph: Graph) {
  const lineOf = (key: string) => graph.nodes.get(key)?.line ?? 0;
  return graph.edges
    .map((edge, i) => ({ edge, i, line: edge.line ?? lineOf(edge.from) }))
    .sort((a, b) => a.line - b.line || a.i - b.i)
    .map(({ edge }) => edge);
}
