import type { Role } from "@/lib/accounts/accounts";
import { outcomeWords } from "@/lib/claims/claims";
import type { State } from "@/lib/contributions/contributions";
import { quoteCheckWords } from "@/lib/sources/sources";
import { lockWords } from "./locks";
import type { DecisionAction, LogItem, LogTarget } from "./log";
import { stateWords } from "./states";

const happenings: Record<DecisionAction, string> = {
  decide: "Decided about",
  undo: "Undid a decision about",
  withdraw: "Withdrew",
  resubmit: "Edited, for another look,",
  pin: "Pinned",
  unpin: "Took the pin off",
  "check-quote": "Checked the quotation of",
  archive: "Attached an archived copy to",
  appeal: "Appealed against a decision about",
  "answer-appeal": "Answered the appeal about",
  lock: "Locked",
  unlock: "Opened again",
  "edit-claim": "Reworded",
  "split-claim": "Split",
  "merge-claim": "Merged",
  "make-claim": "Made the claim",
  "edit-essay": "Changed the description of",
  "edit-text": "Changed the text of",
  "place-passage": "Placed the passage of",
  "translate-claim": "Said what is translated by",
  resolve: "Resolved",
  "move-claim": "Moved to another essay",
  "decide-proposal": "Decided about the proposal of",
  grade: "Graded the source",
  ban: "Banned",
  unban: "Lifted the ban of",
  "ban-hold": "Held, while its author is banned,",
  "ban-release": "Put back, as its author's ban is over,",
  role: "Changed the role of",
  settings: "Changed the setting",
};

/** What somebody who narrows the log chooses from. */
export const actionLabels: Record<DecisionAction, string> = {
  decide: "Decisions on contributions",
  undo: "Undos",
  withdraw: "Withdrawals",
  resubmit: "Edits that need another look",
  pin: "Pins",
  unpin: "Pins taken off",
  "check-quote": "Quotations checked",
  archive: "Archived copies",
  appeal: "Appeals",
  "answer-appeal": "Answers to appeals",
  lock: "Locks",
  unlock: "Locks taken off",
  "edit-claim": "Claims reworded",
  "split-claim": "Claims split",
  "merge-claim": "Claims merged",
  "make-claim": "Claims made",
  "edit-essay": "Descriptions of essays changed",
  "edit-text": "Changes of essays' texts",
  "place-passage": "Passages placed by hand",
  "translate-claim": "Claims tied to their translations",
  resolve: "Claims resolved",
  "move-claim": "Claims moved to another essay",
  "decide-proposal": "Proposed claims",
  grade: "Sources graded",
  ban: "Bans",
  unban: "Bans lifted",
  "ban-hold": "Held by a ban",
  "ban-release": "Put back after a ban",
  role: "Roles",
  settings: "Settings",
};

const decided: Partial<Record<State, string>> = {
  unreviewed: "Released",
  accepted: "Accepted",
  "needs-source": "Asked for a source for",
  rejected: "Rejected",
  merged: "Merged",
  removed: "Removed",
};

/** Of a proposal that was declined the log does not say what it said. */
const proposalsDecided: Record<string, string> = {
  accepted: "Accepted the proposal of",
  merged: "Found in a proposal what is said by",
  declined: "Declined",
};

/** The beginning of a row's sentence, up to what it is about: "Asked for a source for". */
export function happened({ action, from, to }: Pick<LogItem, "action" | "from" | "to">): string {
  if (action === "answer-appeal") return from === to ? "Denied the appeal about" : "Upheld the appeal about";
  if (action === "decide-proposal") return proposalsDecided[to ?? ""] ?? happenings[action];
  if (action !== "decide") return happenings[action];
  return from === to ? "Looked at and kept" : (decided[to as State] ?? happenings.decide);
}

/** What a row is about, in a word or two or by its name. */
export const targetName = ({ kind, name }: LogTarget): string =>
  kind === "account"
    ? (name ?? "a former member")
    : kind === "claim" || kind === "essay"
      ? `“${name}”`
      : kind === "evidence"
        ? "evidence"
        : kind === "rebuttal"
          ? "a rebuttal"
          : kind === "proposal"
            ? "a proposed claim"
            : (name ?? kind);

/** Authors act on what is theirs; everybody else appears by role. */
const authors: DecisionAction[] = ["withdraw", "resubmit", "appeal"];

/** "a curator", "an admin". */
export const roleWords = (role: Role): string => `${role === "admin" ? "an" : "a"} ${role}`;

export const doneBy = ({ action, byRole }: Pick<LogItem, "action" | "byRole">): string =>
  authors.includes(action) ? "by its author" : `by ${roleWords(byRole)}`;

const words: Record<string, string> = {
  ...Object.fromEntries(Object.entries(quoteCheckWords).map(([check, { label }]) => [check, label.toLowerCase()])),
  ...Object.fromEntries(Object.entries(stateWords).map(([state, { label }]) => [state, label.toLowerCase()])),
  ...Object.fromEntries(Object.entries(outcomeWords).map(([outcome, label]) => [outcome, label.toLowerCase()])),
  ...Object.fromEntries(Object.entries(lockWords).map(([lock, { label }]) => [lock, label.toLowerCase()])),
};

/** A state, a lock or whatever stood before and after, as people read it. */
export const wordFor = (value: string): string => words[value] ?? value;

/** The whole row as one line of text: for feeds, and for the title of its page. */
export function sentenceOf(item: LogItem): string {
  const about = item.target.kind === "claim" ? "" : ` ${targetName(item.target)}`;
  const under = item.claim ? `${item.target.kind === "claim" ? "" : " on"} “${item.claim.statement}”` : "";
  return `${happened(item)}${about}${under}`;
}
