import { When } from "@/components/ui/when";
import { roles } from "@/lib/accounts/accounts";
import type { Lock } from "@/lib/claims/claims";
import type { State } from "@/lib/contributions/contributions";
import { type LogItem, lockWords, reasonLabel, stateWords } from "@/lib/curation/curation";
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
              {reasonLabel(item.to as State | null, item.reason.code)}
              {item.reason.code && item.reason.text && ". "}
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

function happened({ action, from, to }: LogItem): string {
  switch (action) {
    case "decide":
      return from === to ? "Looked at and kept" : (decided[to as State] ?? "Decided about");
    case "undo":
      return "Undid a decision about";
    case "withdraw":
      return "Withdrew";
    case "resubmit":
      return "Edited, for another look,";
    case "lock":
      return "Locked";
    case "unlock":
      return "Opened again";
    case "ban":
      return "Banned";
    case "unban":
      return "Lifted the ban of";
    case "role":
      return "Changed the role of";
  }
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
