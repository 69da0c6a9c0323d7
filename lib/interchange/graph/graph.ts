import type { Body } from "@/lib/rich-text/document";
import type { ReportLine } from "../interchange";

/**
 * What other programs' files are read into: nodes that say something, and edges between them. What a node becomes in Moot
 * follows from its edges (`toMoot`).
 */
export type Graph = {
  /** The program's name, as people know it. */
  program: string;
  file: string;
  title: string;
  author: string | null;
  /** In the file's order. */
  nodes: Map<string, GraphNode>;
  /** In the file's order. */
  edges: GraphEdge[];
  report: ReportLine[];
};

export type GraphNode = {
  key: string;
  /** `proposition`: can stand alone, and becomes a claim where it answers nothing. `argument`: is there to answer something. */
  kind: "proposition" | "argument";
  body: Body;
  /** What the file calls it: a number, a title. */
  name: string | null;
  /** The heading it stands under. */
  section: string | null;
  line: number | null;
  source: GraphSource | null;
  /** Who said it, in whose words: the source of evidence that has no other. */
  said?: string;
};

export type GraphSource = { url: string | null; citation: string | null; title: string | null };

export type GraphEdge = {
  from: string;
  to: string;
  relation: "supports" | "contradicts";
  line: number | null;
  /** What the file calls the place, where that isn't the node's own name. */
  name: string | null;
  /** The node's own place is another: here the file only points to it. */
  points?: boolean;
};

export const emptyGraph = (program: string, file: string): Graph => ({
  program,
  file,
  title: "",
  author: null,
  nodes: new Map(),
  edges: [],
  report: [],
});

/** Nodes and edges of one import. The largest public debates have a tenth of it. */
export const mostNodes = 50_000;

/** A text of plain lines, an empty line between paragraphs. */
export function plainBody(text: string): Body {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => ({
    type: "paragraph" as const,
    content: paragraph
      .split("\n")
      .flatMap((line, i) => [
        ...(i > 0 ? [{ type: "hardBreak" as const }] : []),
        ...(line === "" ? [] : [{ type: "text" as const, text: line }]),
      ]),
  }));
  return { type: "doc", content: paragraphs };
}
