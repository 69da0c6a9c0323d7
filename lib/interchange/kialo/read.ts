import { Refusal } from "@/lib/errors";
import { emptyGraph, type Graph, type GraphNode, mostNodes } from "../graph/graph";
import { type Footnote, readText } from "./text";

/** `1.2.` and what comes after it, as Kialo's two forms have it: all in one line, or with the text in the lines below. */
const flush = /^(\d{1,5}(?:\.\d{1,5}){0,99})\. (?:(Pro|Con): ?)?(.*)$/;
const indented = /^( *)(\d{1,5}(?:\.\d{1,5}){0,99})\. (Thesis|Question|Pro|Con):[ \t]*$/;
const discussion = /^Discussion (Title|Name):[ \t]*(.*)$/;

export const looksLikeKialo = (text: string): boolean => discussion.test(text.trimStart().split("\n", 1)[0] ?? "");

type Entry = { number: string; label: string | null; lines: string[]; line: number };

/** Either of Kialo's text formats. */
export function readKialo(text: string, file: string): Graph {
  const graph = emptyGraph("Kialo discussion", file);
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trim() !== "");
  const [, form, rest = ""] = discussion.exec(lines[start] ?? "") ?? [];
  if (!form) throw new Refusal(422, "import.malformed", `${file} does not begin as Kialo's texts do, with a title.`);
  const below = form === "Name" && rest.trim() === "";
  graph.title = (below ? (lines[start + 1] ?? "") : rest).trim();
  const first = start + (below ? 2 : 1);
  const { entries, footnotes } = form === "Name" ? readIndented(lines, first, graph) : readFlush(lines, first, graph);
  if (entries.length > mostNodes) {
    throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
  }
  build(graph, entries, footnotes);
  return graph;
}

/**
 * Whether a number can stand here: `1` comes first and once, and another number follows one before it on its level,
 * under a parent that is there. A line of somebody's text that only looks like a number seldom can.
 */
function numbering() {
  const lastBelow = new Map<string, number>();
  let current = "";
  return (number: string): boolean => {
    const parent = number.includes(".") ? number.slice(0, number.lastIndexOf(".")) : "";
    const own = Number(number.slice(number.lastIndexOf(".") + 1));
    const open = parent === "" ? current === "" && own === 1 : current === parent || current.startsWith(`${parent}.`);
    if (!open || own <= (lastBelow.get(parent) ?? 0)) return false;
    lastBelow.set(parent, own);
    current = number;
    return true;
  };
}

function readFlush(lines: string[], first: number, graph: Graph) {
  const entries: Entry[] = [];
  const mayStand = numbering();
  for (const [i, line] of lines.entries()) {
    if (i < first) continue;
    const [, number, label = null, rest = ""] = flush.exec(line) ?? [];
    if (number === undefined || !mayStand(number)) addText(entries, line, i, graph);
    // What answers nothing is not for or against it: the word is its own.
    else if (number === "1") entries.push({ number, label: null, lines: [line.slice("1. ".length)], line: i + 1 });
    else entries.push({ number, label, lines: [rest], line: i + 1 });
  }
  return { entries, footnotes: new Map<string, Footnote>() };
}

function readIndented(lines: string[], first: number, graph: Graph) {
  const entries: Entry[] = [];
  const mayStand = numbering();
  const { end, footnotes } = readFootnotes(lines);
  const labels = new Map<string, string | null>();
  let margin = 0;
  for (const [i, line] of lines.slice(0, end).entries()) {
    if (i < first) continue;
    const [, indent = "", number, label = null] = indented.exec(line) ?? [];
    const level = number?.split(".").length ?? 0;
    const fits =
      number !== undefined && indent.length === 2 * (level - 1) && labelFits(label, labels.get(parentOf(number) ?? ""));
    if (fits && mayStand(number)) {
      entries.push({ number, label, lines: [], line: i + 1 });
      labels.set(number, label);
      margin = indent.length;
    } else {
      const spaces = /^ */.exec(line)?.[0].length ?? 0;
      addText(entries, line.slice(Math.min(spaces, margin)), i, graph);
    }
  }
  return { entries, footnotes };
}

/** A question is answered by theses, and they by what is for and against them. */
function labelFits(label: string | null, above: string | null | undefined): boolean {
  if (label === "Question") return above === undefined;
  if (label === "Thesis") return above === undefined || above === "Question";
  return above !== undefined && above !== "Question";
}

function addText(entries: Entry[], line: string, at: number, graph: Graph): void {
  const entry = entries.at(-1);
  if (entry) entry.lines.push(line);
  else if (line.trim() !== "") {
    const message = `Before the first claim: “${line.trim().slice(0, 200)}”`;
    graph.report.push({ file: graph.file, line: at + 1, what: "left-out", message });
  }
}

/** The `Sources:` at the end: `[3] https://…` or other words a line. Without such lines after it, it is somebody's text. */
function readFootnotes(lines: string[]): { end: number; footnotes: Map<string, Footnote> } {
  const footnotes = new Map<string, Footnote>();
  const end = lines.findLastIndex((line) => /^Sources:\s*$/.test(line));
  const after = end < 0 ? [] : lines.slice(end + 1).filter((line) => line.trim() !== "");
  if (after.length === 0 || !after.every((line, i) => /^\s*\[\d{1,4}\]/.test(line) || (i > 0 && /^\s/.test(line))))
    return { end: lines.length, footnotes };
  let last: Footnote | undefined;
  for (const line of after) {
    const [, number, rest = ""] = /^\s*\[(\d{1,4})\]:?\s*(.*)$/.exec(line) ?? [];
    if (number === undefined) {
      if (last) last.text += ` ${line.trim()}`;
      continue;
    }
    const url = /https?:\/\/[^\s<>"]+/.exec(rest)?.[0].replace(/[.,;]+$/, "") ?? null;
    last = { url, text: rest.trim() };
    footnotes.set(number, last);
  }
  return { end, footnotes };
}

const see = /^-> See (\d{1,5}(?:\.\d{1,5}){0,99})\.?\s*$/;
const seeDiscussion = /^-> See discussion #\d+/;

function build(graph: Graph, entries: Entry[], footnotes: Map<string, Footnote>): void {
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]));
  /** The number that an entry's words stand under: another's, where it only says to look there. */
  const meant = new Map<string, string>();
  for (const entry of entries) {
    const target = see.exec(textOf(entry))?.[1];
    if (target === undefined) continue;
    if (byNumber.has(target) && target !== entry.number) meant.set(entry.number, target);
    else tell(graph, entry, "changed", `There is no ${target}. to see. The words are kept as they are.`);
  }
  const resolve = (number: string): string => {
    const seen = new Set<string>();
    let at = number;
    for (let next = meant.get(at); next !== undefined && !seen.has(next); next = meant.get(at)) {
      seen.add(at);
      at = next;
    }
    return meant.has(at) ? number : at;
  };

  const question = questionOf(entries);
  /** The numbers of the footnotes that were kept with an entry, or told of. */
  const used = new Set<string>();
  for (const entry of entries) {
    const parent = parentOf(entry.number);
    const key = resolve(entry.number);
    const stance = entry.label === "Pro" ? "supports" : entry.label === "Con" ? "contradicts" : null;
    if (key === entry.number) {
      if (entry === question) continue;
      graph.nodes.set(key, nodeOf(graph, entry, footnotes, used, stance === null, question ? textOf(question) : null));
    }
    if (parent === null || byNumber.get(parent) === question) continue;
    if (stance === null) {
      if (entry.label === null)
        tell(graph, entry, "changed", "It has no stance towards what it stands under. It is a claim of its own.");
      continue;
    }
    const to = resolve(parent);
    if (to !== parent && key === entry.number)
      tell(graph, entry, "changed", `It stood under ${parent}., which only says to see ${to}. It stands under ${to}.`);
    graph.edges.push({
      from: key,
      to,
      relation: stance,
      line: entry.line,
      name: `${entry.number}.`,
      points: key !== entry.number,
    });
  }
  for (const [number, { text }] of footnotes) {
    if (used.has(number)) continue;
    const message = `No claim and no argument refers to the source [${number}]: “${text}”`;
    graph.report.push({ file: graph.file, line: null, what: "left-out", message });
  }
  if (question) tell(graph, question, "changed", "A question is no claim. It is the heading of its theses.");
}

/** The first entry where it is what the theses under it answer, not a thesis itself. */
function questionOf(entries: Entry[]): Entry | undefined {
  const [root, ...others] = entries;
  if (!root || others.length === 0) return undefined;
  if (root.label === "Question") return root;
  const direct = others.filter((entry) => parentOf(entry.number) === root.number);
  return direct.every((entry) => entry.label === "Thesis" || entry.label === null) ? root : undefined;
}

function nodeOf(
  graph: Graph,
  entry: Entry,
  footnotes: Map<string, Footnote>,
  used: Set<string>,
  alone: boolean,
  section: string | null,
): GraphNode {
  const text = textOf(entry);
  const { body, source, noted, missing } = readText(text, footnotes);
  for (const number of missing) tell(graph, entry, "changed", `There is no source [${number}] in the file.`);
  for (const [i, number] of noted.entries()) {
    used.add(number);
    if (i === 0 && !alone && source?.url === footnotes.get(number)?.url) continue;
    const why = alone ? "A claim has no source" : "It keeps one source";
    tell(graph, entry, "changed", `${why}. Source [${number}] was: “${footnotes.get(number)?.text}”`);
  }
  if (seeDiscussion.test(text)) tell(graph, entry, "changed", "It leads to another discussion. Its words are kept.");
  return {
    key: entry.number,
    kind: alone ? "proposition" : "argument",
    body,
    name: `${entry.number}.`,
    section,
    line: entry.line,
    source,
  };
}

const parentOf = (number: string): string | null =>
  number.includes(".") ? number.slice(0, number.lastIndexOf(".")) : null;

const textOf = (entry: Entry): string => entry.lines.join("\n").trim();

function tell(graph: Graph, entry: Entry, what: "changed" | "left-out", message: string): void {
  graph.report.push({ file: graph.file, line: entry.line, what, message: `${entry.number}.: ${message}` });
}
