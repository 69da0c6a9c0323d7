import type { FlagItem } from "@/lib/curation/inbox";
import { flagReasons } from "@/lib/curation/reasons";
import { stateOf } from "@/lib/curation/states";
import styles from "../inbox-list.module.css";
import { StateMark } from "../state-mark";
import { Given } from "./given";

export function FlagResult({ item: { about, flagged, outcome, to, reason, log } }: { item: FlagItem }) {
  const state = stateOf(to);
  return (
    <>
      <p className={styles.head}>
        Your flag on <a href={about.url}>{about.kind === "evidence" ? "evidence" : "a rebuttal"}</a>{" "}
        {outcome === "upheld" ? "was upheld: " : "was looked at, and changed nothing: "}
        {state && <StateMark state={state} />}
      </p>
      <p>You had said: {flagReasons[flagged]}.</p>
      <Given reason={reason} />
      <p>
        <a href={log}>The decision on the public log</a>
        {outcome === "dismissed" && ". It can be flagged for that again once its author changes it."}
      </p>
    </>
  );
}
