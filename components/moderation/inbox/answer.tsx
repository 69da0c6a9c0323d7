import type { AnswerItem } from "@/lib/curation/inbox";
import styles from "../inbox-list.module.css";

export function Answer({ item: { answer, about } }: { item: AnswerItem }) {
  return (
    <>
      <p className={styles.head}>
        {answer.by ?? "A former member"} answered <a href={about.url}>your {about.kind}</a> with{" "}
        <a href={answer.url}>{answer.kind === "rebuttal" ? "a rebuttal" : "evidence"}</a>
      </p>
      <blockquote className={styles.reason}>{answer.text}</blockquote>
    </>
  );
}
