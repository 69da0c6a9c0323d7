import type { GivenReason } from "@/lib/curation/reasons";
import styles from "../inbox-list.module.css";

/** The reason that was given, in the words of whoever gave it. */
export function Given({ reason }: { reason: GivenReason | null }) {
  if (!reason?.label && !reason?.text) return null;
  return (
    <blockquote className={styles.reason}>
      {reason.label}
      {reason.label && reason.text && ". "}
      {reason.text}
    </blockquote>
  );
}
