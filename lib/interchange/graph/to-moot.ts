import { Refusal } from "@/lib/errors";
import { pageLanguage } from "@/lib/essays/languages";
import { webAddress } from "@/lib/links/links";
import { slugify } from "@/lib/paths";
import type { ReportLine } from "../interchange";
import type { ClaimPart, ContributionPart, MootJson } from "../moot/format";
import { mootFormat } from "../moot/format";
import { editors } from "../operator";
import { type Graph, type GraphEdge, type GraphNode, mostNodes } from "./graph";
import { keptBody, keptLine, statementOf } from "./texts";

/** Levels below a claim. Real debates have twenty. */
const deepest = 200;

/**
 * A graph as a debate of Moot (docs/decisions/0023):
 * - a proposition that answers nothing is a claim, and so is one that supports another proposition; `supports` says so;
 * - what contradicts is a rebuttal or, with a source of its own, evidence; what supports is evidence, with the file as
 *   its source where it names none;
 * - what answers several things stands under the first, and a copy of its words under each other.
 * All of it is the Editors'. What could not be kept as it was is told in the graph's report.
 */
export function toMoot(graph: Graph, now: Date): MootJson {
  if (graph.nodes.size > mostNodes || graph.edges.length > 2 * mostNodes) {
    throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
  }
  return new Mapping(graph, now).document();
}

class Mapping {
  #claims = new Map<string, ClaimPart>();
  #contributions: ContributionPart[] = [];
  #placed = new Set<string>();
  #sections: string[] = [];
  /** The sections' places by the headings as the file has them. */
  #places = new Map<string, number>();
  #into = new Map<string, GraphEdge[]>();
  #at: string;

  constructor(
    readonly graph: Graph,
    now: Date,
  ) {
    this.#at = now.toISOString();
    for (const edge of graph.edges) {
      const list = this.#into.get(edge.to);
      if (list) list.push(edge);
      else this.#into.set(edge.to, [edge]);
    }
  }

  document(): MootJson {
    const { graph } = this;
    const title = this.#line(graph.title, "The title") || graph.file;
    for (const node of this.#claimNodes()) this.#makeClaim(node);
    for (const key of this.#claims.keys()) this.#placeAnswers(key);
    // What is left answers itself, by way of others, or answers nothing and is no proposition.
    for (const node of graph.nodes.values()) {
      if (this.#placed.has(node.key) || this.#claims.has(node.key)) continue;
      if (!this.#makeClaim(node)) continue;
      this.#tell(node, "changed", "It answers nothing that stands on its own, so it is a claim of its own.");
      this.#placeAnswers(node.key);
    }
    if (this.#claims.size === 0) throw new Refusal(422, "import.empty", `${graph.file} holds no claim.`);
    graph.report.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return {
      format: mootFormat,
      scope: "essay",
      view: "public",
      essay: {
        ...{ id: "essay", slug: slugify(title), title, author: graph.author, url: null, createdAt: this.#at },
        ...{ language: pageLanguage, translationOf: null },
      },
      sections: this.#sections,
      texts: [],
      claims: [...this.#claims.values()],
      contributions: this.#contributions,
      votes: [],
      ratings: [],
      decisions: [],
      people: [{ key: "p1", name: editors }],
    };
  }

  *#claimNodes(): Iterable<GraphNode> {
    const { nodes, edges } = this.graph;
    const answering = new Set<string>();
    const supporting = new Set<string>();
    for (const { from, to, relation, points } of edges) {
      if (from === to || points || !nodes.has(to)) continue;
      answering.add(from);
      if (relation === "supports" && nodes.get(to)?.kind === "proposition") supporting.add(from);
    }
    for (const node of nodes.values()) {
      if (node.kind === "proposition" && (!answering.has(node.key) || supporting.has(node.key))) yield node;
    }
  }

  #makeClaim(node: GraphNode): boolean {
    const words = statementOf(node.body);
    const statement = keptLine(words, 500);
    if (statement.text === "") {
      this.#tell(node, "left-out", "It holds no words.");
      return false;
    }
    const quote = keptLine(words, 2000);
    for (const fault of quote.faults) this.#tell(node, "changed", fault);
    if (statement.text.length < quote.text.length)
      this.#tell(
        node,
        "changed",
        "It is too long for a statement, which was cut; the whole of it is the claim's passage.",
      );
    if (node.said) this.#tell(node, "changed", `A claim has no source. ${node.said}`);
    const section = this.#section(node.section ?? this.graph.title);
    const kind = "interpretation";
    this.#claims.set(node.key, {
      id: `c${this.#claims.size + 1}`,
      slug: slugify(statement.text),
      section,
      placed: true,
      kind,
      statement: statement.text,
      quote: { exact: quote.text, prefix: "", suffix: "" },
      resolvesOn: null,
      supports: [],
      lock: null,
      mergedInto: null,
      splitFrom: null,
      proposedBy: null,
      passage: null,
      resolutions: [],
      translates: null,
      createdAt: this.#at,
      wordings: [{ number: 1, by: null, at: this.#at, statement: statement.text, kind, resolvesOn: null, reads: 1 }],
      tally: { agree: 0, disagree: 0, unsure: 0, total: 0 },
    });
    return true;
  }

  /** Titles are lines of at most 300 characters. */
  #line(words: string, what: string): string {
    const { text, faults } = keptLine(words, 300);
    for (const fault of faults) {
      this.graph.report.push({ file: this.graph.file, line: null, what: "changed", message: `${what}: ${fault}` });
    }
    return text;
  }

  /** The place of the section with that heading, which is made where it is not there. */
  #section(heading: string): number {
    const there = this.#places.get(heading);
    if (there !== undefined) return there;
    const title = this.#line(heading, `The heading “${heading.slice(0, 40)}”`) || this.graph.file;
    if (!this.#sections.includes(title)) this.#sections.push(title);
    const place = this.#sections.indexOf(title);
    this.#places.set(heading, place);
    return place;
  }

  /** Places what answers a claim, and what answers that, in the order of the file. */
  #placeAnswers(claimKey: string): void {
    const claim = this.#claims.get(claimKey);
    if (!claim) return;
    type Place = { edge: GraphEdge; parent: string | null; depth: number };
    const below = (key: string, parent: string | null, depth: number): Place[] =>
      (this.#into.get(key) ?? []).map((edge) => ({ edge, parent, depth })).reverse();
    const stack = below(claimKey, null, 0);
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { edge, parent, depth } = next;
      const node = this.graph.nodes.get(edge.from);
      if (!node) continue;
      if (depth > deepest) {
        throw new Refusal(
          422,
          "import.too_deep",
          `An argument goes down more than ${deepest} levels. That is no debate.`,
        );
      }
      const own = this.#claims.get(node.key);
      if (own && parent === null && edge.relation === "supports") {
        if (own !== claim && !own.supports.includes(claim.id)) own.supports.push(claim.id);
        else if (own === claim) this.#tell(node, "left-out", "It supports itself.", edge);
        continue;
      }
      const copy = edge.points || own !== undefined || this.#placed.has(node.key);
      const id = this.#attach(claim.id, parent, node, edge);
      if (id === null) continue;
      if (copy) {
        this.#tell(
          node,
          "changed",
          "It stands elsewhere too. A copy of its words stands here, without its answers.",
          edge,
        );
        continue;
      }
      this.#placed.add(node.key);
      stack.push(...below(node.key, id, depth + 1));
    }
  }

  #attach(claim: string, parent: string | null, node: GraphNode, edge: GraphEdge): string | null {
    const kept = keptBody(node.body);
    if (!kept) {
      this.#tell(node, "left-out", "It holds no words. What answers it is kept as claims.", edge);
      return null;
    }
    for (const fault of kept.faults) this.#tell(node, "changed", fault, edge);
    const source = this.#sourceOf(node, edge);
    const sourced = source.url !== null || Boolean(node.source?.citation);
    const kind = edge.relation === "contradicts" && !sourced ? "rebuttal" : "evidence";
    if (kind === "rebuttal" && node.said) this.#tell(node, "changed", `A rebuttal has no source. ${node.said}`, edge);
    const id = `a${this.#contributions.length + 1}`;
    this.#contributions.push({
      id,
      claim,
      parent,
      kind,
      stance: edge.relation,
      author: "p1",
      state: "unreviewed",
      reason: null,
      mergedInto: null,
      pinnedAt: null,
      quoteCheck: "unchecked",
      archiveUrl: null,
      deadSince: null,
      sourceChangedAt: null,
      createdAt: this.#at,
      editedAt: null,
      version: 1,
      revisions: [{ number: 1, by: "p1", at: this.#at, body: kept.body, source: kind === "evidence" ? source : null }],
    });
    return id;
  }

  #sourceOf(node: GraphNode, edge: GraphEdge) {
    const given = node.source?.url ?? null;
    const found = given === null ? null : (webAddress(given) ?? null);
    const url = found !== null && found.length <= 2048 ? found : null;
    if (given !== null && url === null) {
      this.#tell(node, "changed", `Its source is at no address that Moot leads to: “${given.slice(0, 300)}”`, edge);
    }
    const line = (words: string, max: number): string => {
      const { text, faults } = keptLine(words, max);
      for (const fault of faults) this.#tell(node, "changed", `Its source: ${fault}`, edge);
      return text;
    };
    const place = edge.name ?? node.name;
    const file = `${this.graph.program} “${this.graph.title}”${place ? `, ${place}` : ""}`;
    const citation = node.source?.citation || (url === null ? (node.said ?? file) : null);
    return {
      url,
      citation: citation === null ? null : line(citation, 1000),
      title: node.source?.title ? line(node.source.title, 300) || null : null,
      author: null,
      publisher: null,
      date: null,
      type: "other" as const,
      excerpt: null,
    };
  }

  #tell(node: GraphNode, what: ReportLine["what"], message: string, edge?: GraphEdge): void {
    const name = edge?.name ?? node.name;
    const line = edge?.line ?? node.line;
    this.graph.report.push({ file: this.graph.file, line, what, message: name ? `${name}: ${message}` : message });
  }
}
