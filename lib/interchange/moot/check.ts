import { resolutionOutcomes } from "@/lib/claims/claims";
import { type DecisionAction, decisionActions } from "@/lib/curation/log";
import { type FieldErrors, invalid } from "@/lib/errors";
import type { ClaimPart, DecisionPart } from "./format";
import type { DebatePart } from "./incoming";

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

/** States in which a contribution can be without a text. */
const mayHide = new Set(["held", "withdrawn", "removed"]);

/** What votes and ratings lead to: the path of the first one that does, by the id. */
export type Named = Record<"claims" | "contributions" | "people" | "decisions", Map<string, string>>;

/** Refuses what leads nowhere, stands twice, is out of order, answers itself or says two things at once. */
export function checkReferences(document: DebatePart, named: Named, faults: Faults): void {
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
    needs(people, claim.proposedBy, `${path}.proposedBy`);
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
  rising(document.texts, "texts", faults);
  refuseCircles(document, faults);
  const there = { claims, contributions, people, decisions };
  for (const kind of ["claims", "contributions", "people", "decisions"] as const) {
    for (const [id, path] of named[kind]) needs(there[kind], id, path);
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
function refuseCircles(document: DebatePart, faults: Faults): void {
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
