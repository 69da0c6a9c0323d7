import { z } from "zod";
import { Refusal } from "@/lib/errors";
import { emptyGraph, type Graph, mostNodes, plainBody } from "../graph/graph";
import { speakersOf, tellFields, tellSilent } from "./besides";

const id = z.union([z.string().max(200), z.number()]).transform(String);
/** Files in the wild have null where a list is empty, and null or nothing where a text is. */
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
const words = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((text) => (text == null ? "" : String(text)));

const node = z.looseObject({ nodeID: id, text: words, type: words });
const edge = z.looseObject({ fromID: id, toID: id });
const loose = z.looseObject({});

const aif = z.looseObject({
  nodes: z.array(node),
  edges: list(edge),
  locutions: list(loose),
  participants: list(loose),
  schemefulfillments: list(loose),
  schemeFulfillments: list(loose),
});

type AifNode = z.output<typeof node>;

/** AIF's own wrapping in xAIF, or none. */
function unwrapped(input: unknown): unknown {
  const outer = input as { AIF?: unknown; aif?: unknown } | null;
  return outer?.AIF ?? outer?.aif ?? input;
}

export const looksLikeAif = (input: unknown): boolean => {
  const { nodes } = (unwrapped(input) ?? {}) as { nodes?: unknown };
  return Array.isArray(nodes) && (nodes.length === 0 || (typeof nodes[0] === "object" && "nodeID" in (nodes[0] ?? {})));
};

/**
 * AIF in JSON, as AIFdb gives it. I-nodes are what is said; RA and CA nodes between them say what supports and what
 * contradicts. Who said it (L-nodes) becomes the source of what was said. All other nodes are notes, told in the report.
 */
export function readAif(input: unknown, file: string): Graph {
  const parsed = aif.safeParse(unwrapped(input));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the file";
    throw new Refusal(422, "import.malformed", `${file} is not AIF in JSON: ${where}: ${issue?.message ?? ""}`);
  }
  const { nodes, edges } = parsed.data;
  if (nodes.length > 4 * mostNodes || edges.length > 8 * mostNodes) {
    throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
  }
  const graph = emptyGraph("AIF file", file);
  graph.title = file.replace(/\.[^.]*$/, "");
  const note = (what: "changed" | "left-out", message: string) =>
    graph.report.push({ file, line: null, what, message });

  tellFields(note, unwrapped(input) as object, parsed.data);
  const speakers = speakersOf(parsed.data);
  const heard = new Set<string>();
  const byId = new Map<string, AifNode>();
  for (const one of nodes) {
    if (byId.has(one.nodeID)) note("left-out", `A second node ${one.nodeID}: “${one.text.slice(0, 200)}”`);
    else byId.set(one.nodeID, one);
  }
  const from = new Map<string, string[]>();
  const to = new Map<string, string[]>();
  for (const one of edges) {
    if (!byId.has(one.fromID) || !byId.has(one.toID)) {
      note("left-out", `An edge from ${one.fromID} to ${one.toID}, of which one is not in the file.`);
      continue;
    }
    const ends = [one.fromID, one.toID].map((id) => byId.get(id)?.type.toUpperCase());
    if (ends.every((type) => type === "I")) {
      note("left-out", `An edge from ${one.fromID} to ${one.toID}, with nothing between them that says what it means.`);
      continue;
    }
    put(to, one.fromID, one.toID);
    put(from, one.toID, one.fromID);
  }
  const typeOf = (id: string) => byId.get(id)?.type.toUpperCase() ?? "";
  const said = new Set<string>();

  for (const one of byId.values()) {
    if (typeOf(one.nodeID) !== "I") continue;
    const locutions = spokenBy(one.nodeID, from, typeOf);
    for (const locution of locutions) said.add(locution);
    const words = locutions.flatMap((locution) => {
      const text = byId.get(locution)?.text.trim();
      const speaker = speakers.get(locution);
      if (speaker) heard.add(speaker);
      return text || speaker ? [[text, speaker && `(${speaker})`].filter(Boolean).join(" ")] : [];
    });
    const answers = (to.get(one.nodeID) ?? []).some((next) => ["RA", "CA"].includes(typeOf(next)));
    graph.nodes.set(one.nodeID, {
      key: one.nodeID,
      kind: answers ? "argument" : "proposition",
      body: plainBody(one.text.trim()),
      name: `node ${one.nodeID}`,
      section: null,
      line: null,
      source: null,
      ...(words.length === 0 ? {} : { said: `Said as: ${words.join("; ")}` }),
    });
  }
  for (const scheme of byId.values()) {
    const type = typeOf(scheme.nodeID);
    if (type === "I") continue;
    if (type === "RA" || type === "CA") {
      connectThrough(graph, scheme, type === "RA" ? "supports" : "contradicts", from, to, typeOf);
    } else if (type === "MA") {
      const ends = `${(from.get(scheme.nodeID) ?? []).join(", ")} to ${(to.get(scheme.nodeID) ?? []).join(", ")}`;
      note(
        "changed",
        `Node ${scheme.nodeID} (MA) “${scheme.text.slice(0, 200)}”: a rephrasing, of ${ends}. Both are kept, that they say the same is not.`,
      );
    } else if (!said.has(scheme.nodeID) && !isBetween(type)) {
      note("left-out", `Node ${scheme.nodeID} (${scheme.type || "no type"}): “${scheme.text.slice(0, 200)}”`);
    }
  }
  tellSilent(note, parsed.data, heard);
  const between = [...byId.values()].filter((one) => isBetween(typeOf(one.nodeID)));
  const kinds = [...new Set(between.map(({ text }) => text.trim()))].filter(Boolean).join(", ").slice(0, 500);
  if (between.length > 0) {
    note(
      "left-out",
      `${between.length} nodes that say how speech acts hang together (YA, TA): ${kinds || "no names"}.`,
    );
  }
  return graph;
}

/** Nodes between what was uttered and what was said by it. */
const isBetween = (type: string): boolean => type === "YA" || type === "TA";

const put = (lists: Map<string, string[]>, key: string, value: string): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** The L-nodes that a YA-node ties to it. */
const spokenBy = (id: string, from: Map<string, string[]>, typeOf: (id: string) => string): string[] =>
  (from.get(id) ?? [])
    .filter((one) => typeOf(one) === "YA")
    .flatMap((one) => (from.get(one) ?? []).filter((other) => typeOf(other) === "L"));

/**
 * Edges from what goes into a scheme to what comes out of it. What goes against an inference goes against what it infers
 * from: its first premise.
 */
function connectThrough(
  graph: Graph,
  scheme: AifNode,
  relation: "supports" | "contradicts",
  from: Map<string, string[]>,
  to: Map<string, string[]>,
  typeOf: (id: string) => string,
): void {
  const tell = (what: "changed" | "left-out", message: string) =>
    graph.report.push({
      file: graph.file,
      line: null,
      what,
      message: `Node ${scheme.nodeID} (${scheme.type}): ${message}`,
    });
  const premises = (from.get(scheme.nodeID) ?? []).filter((one) => typeOf(one) === "I");
  const ends = (to.get(scheme.nodeID) ?? []).flatMap((end) => {
    if (typeOf(end) === "I") return [end];
    if (!["RA", "CA"].includes(typeOf(end))) return [];
    const first = (from.get(end) ?? []).find((one) => typeOf(one) === "I");
    if (first === undefined) return [];
    tell("changed", `It goes against an inference. It is kept as going against what that infers from, node ${first}.`);
    return [first];
  });
  const called = scheme.text.trim();
  if (called !== "" && !/^(default |ra$|ca$)/i.test(called))
    tell("left-out", `The name of the scheme: “${called.slice(0, 200)}”`);
  if (premises.length === 0 || ends.length === 0) {
    tell("left-out", "It ties nothing to anything.");
    return;
  }
  if (premises.length > 1 && relation === "supports")
    tell("changed", `Its ${premises.length} premises hold together. They are kept as so many that each hold alone.`);
  for (const premise of premises) {
    if (graph.edges.length > 2 * mostNodes) return;
    for (const end of ends) graph.edges.push({ from: premise, to: end, relation, line: null, name: null });
  }
}
