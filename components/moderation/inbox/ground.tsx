import { outcomeWords } from "@/lib/claims/claims";
import type { GroundItem } from "@/lib/curation/inbox";
import styles from "../inbox-list.module.css";

export function Ground({ item: { about, outcome, log } }: { item: GroundItem }) {
  return (
    <>
      <p className={styles.head}>
        A claim was resolved as {outcomeWords[outcome].toLowerCase()}. That rests on{" "}
        <a href={about.url}>{about.says ?? "something"}</a>, which you attached.
      </p>
      <p>
        <a href={log}>The reasons on the public log</a>
      </p>
    </>
  );
}
