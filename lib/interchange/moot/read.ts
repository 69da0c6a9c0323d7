import type { z } from "zod";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { type GivenFile, textPieces } from "../files";
import { type JsonEvent, JsonScanner, type Path } from "../json-scanner";
import { checkReferences, Faults, type Named } from "./check";
import {
  claimPart,
  contributionPart,
  decisionPart,
  mootJson,
  personPart,
  ratingChange,
  ratingsPart,
  standingRating,
  standingVote,
  textPart,
  voteChange,
  votesPart,
} from "./format";
import { Counted, type DebatePart, type Incoming, type OpinionPart, targetOf } from "./incoming";
import type { OpinionKind } from "./opinions";

/** Changes handed over at a time. */
const batch = 5000;

const lists = {
  ...{ texts: textPart, claims: claimPart, contributions: contributionPart },
  ...{ decisions: decisionPart, people: personPart },
};
const opinions = {
  votes: { part: votesPart, history: voteChange, standing: standingVote, target: "claims" },
  ratings: { part: ratingsPart, history: ratingChange, standing: standingRating, target: "contributions" },
} as const;

const isList = (name: unknown): name is keyof typeof lists => typeof name === "string" && name in lists;
const isOpinion = (name: unknown): name is OpinionKind => typeof name === "string" && name in opinions;
const isSaid = (name: unknown): name is "history" | "standing" => name === "history" || name === "standing";

/** What is read item by item: the long lists, and of votes and ratings each change. */
function opens([name, , member, ...deeper]: Path, list: boolean, length: number): boolean {
  if (length === 0) return !list;
  if (length === 1) return list && (isList(name) || isOpinion(name));
  if (!isOpinion(name)) return false;
  return length === 2 ? !list : list && isSaid(member) && deeper.length === 0;
}

async function* scan(file: GivenFile): AsyncGenerator<JsonEvent[]> {
  const scanner = new JsonScanner(file.name, (path, list) => opens(path, list, path.length));
  for await (const piece of textPieces(file)) yield scanner.write(piece);
  yield scanner.end();
}

/**
 * Reads and checks a document of Moot JSON, or refuses it with a sentence for each fault. Votes and ratings are checked
 * one by one and not kept: they are read again when they come in.
 */
export async function readMootJson(file: GivenFile): Promise<Incoming> {
  const reading = new Reading();
  for await (const events of scan(file)) for (const event of events) reading.take(event);
  const { document, counted } = reading.done();
  const parts = (kind: OpinionKind) => ({ ...counted.of[kind], parts: () => partsOf(file, kind) });
  return { document, voters: counted.voters, votes: parts("votes"), ratings: parts("ratings") };
}

class Reading {
  #faults = new Faults();
  #head: Record<string, unknown> = {};
  #lists: { [Name in keyof typeof lists]: z.output<(typeof lists)[Name]>[] } = {
    ...{ texts: [], claims: [], contributions: [], decisions: [], people: [] },
  };
  #counted = new Counted();
  #named: Named = { claims: new Map(), contributions: new Map(), people: new Map(), decisions: new Map() };
  /** When the last change of each target was. */
  #last = { votes: new Map<string, number>(), ratings: new Map<string, number>() };
  #part: Record<string, unknown> = {};
  #seen = new Set<string>();

  take(event: JsonEvent): void {
    const { path } = event;
    const [name, , member] = path;
    if (path.length === 0 && event.is === "value") {
      throw new Refusal(400, "import.malformed", "This is not a debate in Moot JSON: the file holds no object.");
    }
    if (path.length === 1 && event.is !== "closed") this.#top(String(name), event);
    else if (event.is === "value" && isList(name)) this.#item(name, path, event.value);
    else if (isOpinion(name)) this.#opinion(name, member, event);
  }

  #top(name: string, event: JsonEvent): void {
    if (isList(name) || isOpinion(name)) {
      this.#seen.add(name);
      if (event.is === "value") this.#faults.add(name, "There must be a list here.");
    } else if (event.is === "value") this.#head[name] = event.value;
  }

  #item(name: keyof typeof lists, path: Path, value: unknown): void {
    const parsed = this.#parse<unknown>(lists[name], path, value);
    if (parsed !== undefined) (this.#lists[name] as unknown[]).push(parsed);
  }

  #parse<T>(schema: z.ZodType<T>, path: Path, value: unknown): T | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) this.#faults.add([...path, ...issue.path].join("."), issue.message);
    return undefined;
  }

  #opinion(kind: OpinionKind, member: unknown, event: JsonEvent): void {
    const { path } = event;
    if (path.length === 2) {
      if (event.is === "opened") this.#part = {};
      else if (event.is === "value") this.#parse<unknown>(opinions[kind].part, path, event.value);
      else this.#endPart(kind, path);
    } else if (path.length === 3) {
      // What is entered is a list; its items come by themselves.
      if (event.is === "opened") this.#part[String(member)] = [];
      else if (event.is === "value") this.#part[String(member)] = event.value;
    } else if (event.is === "value" && isSaid(member)) this.#said(kind, member, path, event.value);
  }

  #said(kind: OpinionKind, member: "history" | "standing", path: Path, value: unknown): void {
    const said = this.#parse<[string, ...unknown[]]>(opinions[kind][member], path, value);
    if (!said) return;
    const [who] = said;
    this.#counted.voter(who);
    if (who.startsWith("p")) this.#name("people", who, path);
    const by = said.at(-1);
    if (member === "standing" && typeof by === "string") this.#name("decisions", by, path);
    if (member === "standing") return;
    this.#counted.of[kind].changes += 1;
    this.#inOrder(kind, said[3] as number, path);
  }

  /** Only so does the last that is read stand. */
  #inOrder(kind: OpinionKind, at: number, path: Path): void {
    const target = this.#part[kind === "votes" ? "claim" : "contribution"];
    // Where the target comes after its history, it is told apart by its place.
    const key = typeof target === "string" ? target : `${path[1]}`;
    if (at < (this.#last[kind].get(key) ?? 0)) this.#faults.add(path.join("."), "They must be in the order of time.");
    this.#last[kind].set(key, at);
  }

  #endPart(kind: OpinionKind, path: Path): void {
    const part = this.#parse(opinions[kind].part as z.ZodType<OpinionPart>, path, this.#part);
    if (!part) return;
    const target = targetOf(part);
    this.#counted.of[kind].targets.add(target);
    this.#name(opinions[kind].target, target, [...path, kind === "votes" ? "claim" : "contribution"]);
  }

  #name(what: keyof Named, id: string, path: Path): void {
    if (!this.#named[what].has(id)) this.#named[what].set(id, path.join("."));
  }

  done(): { document: DebatePart; counted: Counted } {
    const empty = Object.fromEntries(
      [...Object.keys(lists), ...Object.keys(opinions)]
        .filter((name) => this.#seen.has(name))
        .map((name) => [name, []]),
    );
    const { votes, ratings, ...head } = parse(mootJson, { ...this.#head, ...empty });
    this.#faults.refuse();
    const document = { ...head, ...this.#lists };
    checkReferences(document, this.#named, this.#faults);
    this.#faults.refuse();
    return { document, counted: this.#counted };
  }
}

/** The votes or the ratings of a file that was checked, some of one target at a time. */
async function* partsOf(file: GivenFile, kind: OpinionKind): AsyncGenerator<OpinionPart> {
  const name = kind === "votes" ? "claim" : "contribution";
  let target: string | undefined;
  let said: { history: unknown[]; standing: unknown[] } = { history: [], standing: [] };
  const take = () => {
    const part = { [name]: target, ...said } as OpinionPart;
    said = { history: [], standing: [] };
    return part;
  };
  for await (const events of scan(file)) {
    for (const event of events) {
      const [list, , member] = event.path;
      if (list !== kind) continue;
      if (event.path.length === 2 && event.is === "closed") {
        yield take();
        target = undefined;
      } else if (event.is === "value" && event.path.length === 3 && member === name) target = String(event.value);
      else if (event.is === "value" && event.path.length === 4 && isSaid(member)) said[member].push(event.value);
      // Of what comes before its target's name, nothing can be handed over yet.
      if (target !== undefined && said.history.length >= batch) yield take();
    }
  }
}
