import type { z } from "zod";
import { resolutionOutcomes } from "@/lib/claims/claims";
import { type DecisionAction, decisionActions } from "@/lib/curation/log";
import { type FieldErrors, invalid, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import {
  type ClaimPart,
  claimPart,
  contributionPart,
  type DecisionPart,
  decisionPart,
  type MootJson,
  mootJson,
  personPart,
  ratingChange,
  ratingsPart,
  standingRating,
  standingVote,
  voteChange,
  votesPart,
} from "./format";

/** Faults that are told of one file. A file with more of them is not worth reading on. */
const most = 50;

/** What is wrong with a document, by the path of the fault; refuses once there is too much of it. */
export class Faults {
  #errors: FieldErrors = {};
  #count = 0;

  add(path: string, message: string): void {
    if (!(path in this.#errors)) this.#count += 1;
    this.#errors[path] ??= message;
    if (this.#count >= most) this.refuse();
  }

  refuse(): void {
    if (this.#count > 0) throw invalid(this.#errors, "import.invalid");
  }
}

/**
 * A document of Moot JSON, or a refusal with a sentence for each fault. The long lists are read item by item, so that a
 * file made of faults doesn't fill the memory with sentences about them.
 */
export function checkMootJson(input: unknown): MootJson {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new Refusal(400, "import.malformed", "This is not a debate in Moot JSON: the file holds no object.");
  }
  const faults = new Faults();
  const given = input as Record<string, unknown>;
  const lists = ["claims", "contributions", "votes", "ratings", "decisions", "people"] as const;
  const head = parse(mootJson, { ...given, ...Object.fromEntries(lists.map((name) => [name, []])) });
  const document: MootJson = {
    ...head,
    claims: each(claimPart, given.claims, "claims", faults),
    contributions: each(contributionPart, given.contributions, "contributions", faults),
    decisions: each(decisionPart, given.decisions, "decisions", faults),
    people: each(personPart, given.people, "people", faults),
    votes: opinions(votesPart, voteChange, standingVote, given.votes, "votes", faults),
    ratings: opinions(ratingsPart, ratingChange, standingRating, given.ratings, "ratings", faults),
  };
  faults.refuse();
  checkReferences(document, faults);
  faults.refuse();
  return document;
}

function each<Schema extends z.ZodType>(schema: Schema, input: unknown, path: string, faults: Faults) {
  const items: z.output<Schema>[] = [];
  if (!Array.isArray(input)) {
    faults.add(path, "There must be a list here.");
    return items;
  }
  for (const [i, item] of input.entries()) {
    const parsed = schema.safeParse(item);
    if (parsed.success) items.push(parsed.data);
    else for (const issue of parsed.error.issues) faults.add([path, i, ...issue.path].join("."), issue.message);
  }
  return items;
}

function opinions<
  Part extends typeof votesPart | typeof ratingsPart,
  Change extends z.ZodType,
  Standing extends z.ZodType,
>(part: Part, change: Change, standing: Standing, input: unknown, path: string, faults: Faults): z.output<Part>[] {
  if (!Array.isArray(input)) return each(part, input, path, faults) as z.output<Part>[];
  return input.flatMap((item: { history?: unknown; standing?: unknown } | null, i) => {
    const [head] = each(part, [{ ...item, history: [], standing: [] }], `${path}.${i}`, faults);
    if (!head) return [];
    return [
      {
        ...(head as z.output<Part>),
        history: each(change, item?.history, `${path}.${i}.history`, faults),
        standing: each(standing, item?.standing, `${path}.${i}.standing`, faults),
      } as z.output<Part>,
    ];
  });
}

/** States in which a contribution can be without a text. */
const mayHide = new Set(["held", "withdrawn", "removed"]);

function checkReferences(document: MootJson, faults: Faults): void {
  const people = ids(
    document.people.map(({ key }) => ({ id: key })),
    "people",
    faults,
  );
  const claims = ids(document.claims, "claims", faults);
  ids(document.contributions, "contributions", faults);
  const contributions = new Map(document.contributions.map((one) => [one.id, one]));
  const decisions = ids(document.decisions, "decisions", faults);
  const rows = new Map(document.decisions.map((one) => [one.id, one]));
  const needs = (there: { has(key: string): boolean }, id: string | null, path: string) => {
    if (id !== null && !there.has(id)) faults.add(path, `There is no ${id} in this file.`);
  };

  for (const [i, claim] of document.claims.entries()) {
    const path = `claims.${i}`;
    if (claim.section >= document.sections.length)
      faults.add(`${path}.section`, `There is no section ${claim.section}.`);
    for (const id of claim.supports) needs(claims, id, `${path}.supports`);
    if (claim.supports.includes(claim.id)) faults.add(`${path}.supports`, "A claim can't support itself.");
    if (new Set(claim.supports).size < claim.supports.length) faults.add(`${path}.supports`, "It names a claim twice.");
    needs(claims, claim.mergedInto, `${path}.mergedInto`);
    if (claim.mergedInto === claim.id) faults.add(`${path}.mergedInto`, "A claim can't go into itself.");
    needs(claims, claim.splitFrom, `${path}.splitFrom`);
    for (const { by } of claim.wordings) needs(people, by, `${path}.wordings`);
    rising(claim.wordings, `${path}.wordings`, faults);
    checkResolutions(claim, `${path}.resolutions`, rows, faults);
    for (const { restsOn } of claim.resolutions) {
      for (const id of restsOn) needs(contributions, id, `${path}.resolutions`);
    }
    const now = claim.wordings.at(-1);
    if (now && (now.statement !== claim.statement || now.kind !== claim.kind))
      faults.add(`${path}.statement`, "It is not what the last of its wordings says.");
  }
  for (const [i, it] of document.contributions.entries()) {
    const path = `contributions.${i}`;
    needs(claims, it.claim, `${path}.claim`);
    needs(contributions, it.parent, `${path}.parent`);
    if (it.parent !== null && contributions.get(it.parent)?.claim !== it.claim)
      faults.add(`${path}.parent`, "What it answers is under another claim.");
    needs(contributions, it.mergedInto, `${path}.mergedInto`);
    needs(people, it.author, `${path}.author`);
    for (const { by } of it.revisions) needs(people, by, `${path}.revisions`);
    rising(it.revisions, `${path}.revisions`, faults);
    if (it.kind === "rebuttal" && it.stance !== "contradicts")
      faults.add(`${path}.stance`, "A rebuttal contradicts what it answers.");
    if (it.revisions.length === 0 && !mayHide.has(it.state)) faults.add(`${path}.revisions`, "It has no text.");
    for (const { source } of it.revisions) {
      if (it.kind === "evidence" && !source?.url && !source?.citation)
        faults.add(`${path}.revisions`, "Evidence has a source: an address or a citation.");
    }
  }
  refuseCircles(document, faults);
  for (const [i, one] of document.votes.entries()) {
    needs(claims, one.claim, `votes.${i}.claim`);
    const named = [...one.history, ...one.standing].find(([who]) => who.startsWith("p") && !people.has(who));
    if (named) needs(people, named[0], `votes.${i}`);
    for (const [, , , , by] of one.standing) needs(decisions, by, `votes.${i}.standing`);
  }
  for (const [i, one] of document.ratings.entries()) {
    needs(contributions, one.contribution, `ratings.${i}.contribution`);
    const named = [...one.history, ...one.standing].find(([who]) => who.startsWith("p") && !people.has(who));
    if (named) needs(people, named[0], `ratings.${i}`);
    for (const [, , , by] of one.standing) needs(decisions, by, `ratings.${i}.standing`);
  }
  for (const [i, one] of document.decisions.entries()) {
    const path = `decisions.${i}`;
    if (!isAction(one.action)) faults.add(`${path}.action`, `This Moot knows no ${one.action}.`);
    needs(claims, one.claim, `${path}.claim`);
    needs(claims, one.intoClaim, `${path}.intoClaim`);
    needs(contributions, one.contribution, `${path}.contribution`);
    needs(contributions, one.intoContribution, `${path}.intoContribution`);
    needs(decisions, one.undoes, `${path}.undoes`);
  }
}

/** A resolution says what its row of the log says, and one at most stands. */
function checkResolutions(
  { id, wordings, resolutions }: ClaimPart,
  path: string,
  rows: ReadonlyMap<string, DecisionPart>,
  faults: Faults,
): void {
  for (const { decision, wording, restsOn } of resolutions) {
    const row = rows.get(decision);
    if (row?.action !== "resolve" || row.claim !== id || !isOutcome(row.to) || !row.reason?.text)
      faults.add(path, `${decision} is no decision that resolves this claim.`);
    if (!wordings.some(({ number }) => number === wording)) faults.add(path, `It has no wording ${wording}.`);
    if (new Set(restsOn).size < restsOn.length) faults.add(path, "One rests on something twice.");
  }
  if (resolutions.filter(({ until }) => until === null).length > 1) faults.add(path, "Only one of them can stand.");
  if (new Set(resolutions.map(({ decision }) => decision)).size < resolutions.length)
    faults.add(path, "Two of them are the same decision.");
}

const isOutcome = (word: string | null) => resolutionOutcomes.some((outcome) => outcome === word);

/** Whether this Moot's log has such rows: one that is newer may have others. */
export const isAction = (action: string): action is DecisionAction => actions.has(action);
const actions = new Set<string>(decisionActions);

function ids(all: { id: string }[], path: string, faults: Faults): Set<string> {
  const seen = new Set<string>();
  for (const [i, { id }] of all.entries()) {
    if (seen.has(id)) faults.add(`${path}.${i}`, `There are two of ${id}.`);
    seen.add(id);
  }
  return seen;
}

function rising(numbered: { number: number }[], path: string, faults: Faults): void {
  if (numbered.some((one, i) => i > 0 && one.number <= (numbered[i - 1]?.number ?? 0)))
    faults.add(path, "They must be in order, each with its own number.");
}

/** What answers itself, by whatever way round, would never end. */
function refuseCircles(document: MootJson, faults: Faults): void {
  const above = new Map(document.contributions.map((one) => [one.id, one.parent]));
  const settled = new Set<string>();
  for (const [i, { id }] of document.contributions.entries()) {
    const way = new Set<string>();
    for (let at: string | null | undefined = id; at && !settled.has(at); at = above.get(at)) {
      if (way.has(at)) {
        faults.add(`contributions.${i}.parent`, "It answers itself, by way of others.");
        break;
      }
      way.add(at);
    }
    for (const one of way) settled.add(one);
  }
}
