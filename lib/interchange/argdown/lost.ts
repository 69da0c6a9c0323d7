import type { Graph } from "../graph/graph";

/**
 * Tells of each line with a word that is found nowhere in what was read or told: its parser passes over some text without a
 * fault, as when a bracket that nobody closed meets a link in another paragraph.
 */
export function tellLost(graph: Graph, lines: { words: string; line: number }[]): void {
  const known = new Set<string>();
  const know = (text: string | null | undefined) => {
    for (const word of wordsOf(text ?? "")) known.add(word);
  };
  // What the head of a file calls them.
  know("title author");
  know(graph.title);
  know(graph.author);
  for (const { body, name, section } of graph.nodes.values()) {
    // Links as well as words: a mark has no other place.
    for (const text of [JSON.stringify(body), name, section]) know(text);
  }
  for (const { message } of graph.report) know(message);
  for (const { words, line } of lines) {
    if (wordsOf(words).every((word) => known.has(word))) continue;
    const message = `Not all of this line is kept: “${words.trim().slice(0, 500)}”`;
    graph.report.push({ file: graph.file, line, what: "left-out", message });
  }
}

const wordsOf = (text: string): string[] => text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
