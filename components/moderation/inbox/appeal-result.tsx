import type { AppealItem } from "@/lib/curation/inbox";
import styles from "../inbox-list.module.css";

export function AppealResult({ item: { about, outcome, answer } }: { item: AppealItem }) {
  return (
    <>
      <p className={styles.head}>
        An appeal against your decision about{" "}
        <a href={about.url}>{about.kind === "evidence" ? "evidence" : "a rebuttal"}</a>{" "}
        {outcome === "upheld" ? "was upheld: the decision was taken back" : "was denied: the decision stands"}
      </p>
      <blockquote className={styles.reason}>{answer}</blockquote>
    </>
  );
}
