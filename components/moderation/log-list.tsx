import { When } from "@/components/ui/when";
import { roles } from "@/lib/accounts/accounts";
import type { Lock } from "@/lib/claims/claims";
import type { State } from "@/lib/contributions/contributions";
import { lockWords } from "@/lib/curation/locks";
import type { DecisionAction, LogItem } from "@/lib/curation/log";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./log-list.module.css";

/** Decisions as sentences. `short` leaves out what they are about, where that is plain from around them. */
export function LogList({ items, short = false }: { items: LogItem[]; short?: boolean }) {
  return (
    <ol className={styles.log}>
      {items.map((item) => (
        <li key={item.id} id={item.id}>
          <p className={styles.head}>
            <b>{happened(item)}</b>{" "}
            {!short && (
              <>
                {item.action === "lock" || item.action === "unlock" ? "" : <Target item={item} />}
                {item.claim && (
                  <>
                    {item.target.kind === "claim" ? "" : " on "}
                    <a href={paths.claim(item.claim)} className={styles.claim}>
                      {item.claim.statement}
                    </a>
                  </>
                )}
              </>
            )}
          </p>
          {item.reason && (
            <p className={styles.reason}>
              {item.reason.label}
              {item.reason.label && item.reason.text && ". "}
              {item.reason.text}
            </p>
          )}
          <p className="quiet">
            <When at={item.at} exact /> · {by(item)}
            {item.from !== null && item.to !== null && (
              <>
                {" "}
                · {word(item.from)} → {word(item.to)}
              </>
            )}
            {item.until && (
              <>
                {" "}
                · until <When at={item.until} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Target({ item: { target } }: { item: LogItem }) {
  const name =
    target.kind === "account"
      ? (target.name ?? "a former member")
      : target.kind === "claim"
        ? "a claim"
        : target.kind === "evidence"
          ? "evidence"
          : "a rebuttal";
  return target.url === null ? name : <a href={target.url}>{name}</a>;
}

const decided: Partial<Record<State, string>> = {
  unreviewed: "Released",
  accepted: "Accepted",
  "needs-source": "Asked for a source for",
  rejected: "Rejected",
  merged: "Merged",
  removed: "Removed",
};

const happenings: Record<DecisionAction, string> = {
  decide: "Decided about",
  undo: "Undid a decision about",
  withdraw: "Withdrew",
  resubmit: "Edited, for another look,",
  pin: "Pinned",
  unpin: "Took the pin off",
  "check-quote": "Checked the quotation of",
  archive: "Attached an archived copy to",
  appeal: "Appealed about",
  "answer-appeal": "Answered the appeal about",
  lock: "Locked",
  unlock: "Opened again",
  "edit-claim": "Reworded",
  "split-claim": "Split",
  "merge-claim": "Merged",
  grade: "Graded the source",
  ban: "Banned",
  unban: "Lifted the ban of",
  role: "Changed the role of",
  settings: "Changed the setting",
};

function happened({ action, from, to }: LogItem): string {
  if (action !== "decide") return happenings[action];
  return from === to ? "Looked at and kept" : (decided[to as State] ?? happenings.decide);
}

const by = ({ action, byRole }: LogItem): string =>
  action === "withdraw" || action === "resubmit"
    ? "by its author"
    : `by ${byRole === "admin" ? "an" : "a"} ${roles.includes(byRole) ? byRole : "curator"}`;

const words: Record<string, string> = {
  ...Object.fromEntries(Object.entries(stateWords).map(([state, { label }]) => [state, label.toLowerCase()])),
  ...Object.fromEntries(Object.entries(lockWords).map(([lock, { label }]) => [lock as Lock, label.toLowerCase()])),
};

const word = (state: string): string => words[state] ?? state;
