import type { IArgdownResponse } from "@argdown/core";
import type { Graph } from "../graph/graph";
import { argumentKey, nameOf, statementKey } from "./names";

type Data = Record<string, unknown> | undefined;
type Section = {
  title?: string;
  startLine?: number | null;
  data?: Data;
  heading?: { data?: Data };
  children?: Section[];
};
type Member = {
  startLine?: number | undefined;
  data?: Data;
  inference?: { inferenceRules?: string[]; data?: Data; startLine?: number };
};

/** Characters of a list of names that somebody still reads. */
const longestList = 2000;

/** Tells what the file says besides what becomes nodes and edges: names, headings of nothing, data, rules of inference. */
export function tellBesides(graph: Graph, { statements = {}, arguments: args = {}, sections = [] }: IArgdownResponse) {
  const tell = (line: number | null | undefined, message: string) =>
    graph.report.push({ file: graph.file, line: line ?? null, what: "left-out", message });
  const tellData = (line: number | null | undefined, of: string, data: Data) => {
    if (data && Object.keys(data).length > 0) tell(line, `${of}: its data: ${JSON.stringify(data).slice(0, 500)}`);
  };

  const headings = new Set([...graph.nodes.values()].map(({ section }) => section));
  const walk = (all: Section[]) => {
    for (const { title = "", startLine, data, heading, children = [] } of all) {
      if (!headings.has(title)) tell(startLine, `A heading under which no statement stands: “${title}”`);
      tellData(startLine, `The heading “${title}”`, data ?? heading?.data);
      walk(children);
    }
  };
  walk(sections as unknown as Section[]);

  const names: string[] = [];
  const tellMembers = (name: string | null, title: string, members: Member[]) => {
    const of = name ?? `“${title}”`;
    if (name !== null) names.push(name);
    for (const { startLine, data, inference } of members) {
      tellData(startLine, of, data);
      const { inferenceRules: rules = [], data: more, startLine: line } = inference ?? {};
      if (rules.length > 0) tell(line, `${of} is inferred by ${rules.join(", ")}: rules of inference are not kept.`);
      tellData(line, `The inference to ${of}`, more);
    }
  };
  for (const [owners, keyOf] of [
    [statements, statementKey],
    [args, argumentKey],
  ] as const) {
    for (const [title, { members }] of Object.entries(owners)) {
      tellMembers(nameOf(title, keyOf(title)), title, members as Member[]);
    }
  }
  if (names.length > 0) tell(null, `Names by which the file points to its statements: ${listOf(names)}`);
}

function listOf(names: string[]): string {
  let text = "";
  for (const [i, name] of names.entries()) {
    if (text.length + name.length > longestList) return `${text}, and ${names.length - i} more.`;
    text += `${i > 0 ? ", " : ""}${name}`;
  }
  return `${text}.`;
}
