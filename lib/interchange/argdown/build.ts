import type { IArgdownResponse } from "@argdown/core";
import { Refusal } from "@/lib/errors";
import { type Graph, type GraphEdge, mostNodes, plainBody } from "../graph/graph";
import { statementOf } from "../graph/texts";
import { tellBesides } from "./besides";
import { argumentKey, type End, keyOf, nameOf, statementKey } from "./names";
import { formatted, type Member } from "./text";

/** What the parser found, as nodes and edges. */
export function build(graph: Graph, response: IArgdownResponse): void {
  const { statements = {}, arguments: args = {}, relations = [], frontMatter = {} } = response;
  const { title, author, ...others } = frontMatter as Record<string, unknown>;
  const heading = response.sections?.[0]?.title;
  graph.title = wordsIn(title) ?? heading ?? graph.file.replace(/\.[^.]*$/, "");
  graph.author = wordsIn(author)?.slice(0, 300) ?? null;
  for (const name of Object.keys(others)) {
    const value = JSON.stringify(others[name])?.slice(0, 500);
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
      const message = `${b} and ${a} contradict each other. It is kept that the first contradicts the second.`;
      graph.report.push({ file: graph.file, line, what: "changed", message });
    }
  }
  graph.edges = inOrder(graph);
  tellBesides(graph, response);
}

/** A line, or several in a list, as those who write files by hand have it. */
const wordsIn = (value: unknown): string | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter((one) => ["string", "number"].includes(typeof one));
  return all.length > 0 ? all.join(", ") : undefined;
};

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
