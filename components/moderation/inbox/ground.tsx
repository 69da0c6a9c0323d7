import { outcomeWords } from "@/lib/claims/claims";
import type { GroundItem } from "@/lib/curation/inbox";
import styles from "../inbox-list.module.css";

export function Ground({ item: { about, outcome, log } }: { item: GroundItem }) {
  return (
    <>
      <p className={styles.head}>
        A curator resolved a claim, among others by <a href={about.url}>{about.says ?? "what you attached"}</a>:{" "}
        {outcomeWords[outcome].toLowerCase()}
      </p>
      <p>
        <a href={log}>The reasons on the public log</a>
      </p>
    </>
  );
}
