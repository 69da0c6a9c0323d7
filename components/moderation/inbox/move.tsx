import type { MoveItem } from "@/lib/curation/inbox";
import styles from "../inbox-list.module.css";
import { Given } from "./given";

export function Move({ item: { action, moved, to, reason, log } }: { item: MoveItem }) {
  return (
    <>
      <p className={styles.head}>
        {moved === 1 ? "Something you attached" : `${moved} things you attached`} moved:{" "}
        {action === "split-claim"
          ? "the claim was split, and they now stand under"
          : action === "merge-claim"
            ? "the claim was merged into"
            : "what you answered was merged into"}{" "}
        <a href={to.url}>{to.text}</a>
      </p>
      <p>Your words and links to them stay as they are.</p>
      <Given reason={reason} />
      <p>
        <a href={log}>The decision on the public log</a>
      </p>
    </>
  );
}
