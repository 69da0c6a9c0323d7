import type { FlagItem } from "@/lib/curation/inbox";
import { wordFor } from "@/lib/curation/log-words";
import { flagReasons } from "@/lib/curation/reasons";
import styles from "../inbox-list.module.css";
import { Given } from "./given";

export function FlagResult({ item: { about, flagged, outcome, to, reason, log } }: { item: FlagItem }) {
  return (
    <>
      <p className={styles.head}>
        {outcome === "upheld" ? "Your flag was upheld: " : "Your flag was looked at, and changed nothing: "}
        <a href={about.url}>{about.kind === "evidence" ? "the evidence" : "the rebuttal"}</a>{" "}
        {outcome === "upheld" ? "became" : "stays"} {to && wordFor(to)}
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
