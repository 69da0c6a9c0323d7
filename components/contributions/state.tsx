import type { Contribution } from "@/lib/contributions/contributions";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./state.module.css";

const marks: Partial<Record<Contribution["state"], string>> = {
  accepted: "●",
  unreviewed: "○",
  "needs-source": "◐",
  rejected: "✕",
};

/** Where a contribution stands in curation, and why, with the way to the log. */
export function State({
  contribution,
}: {
  contribution: Pick<Contribution, "id" | "state" | "stateReason" | "appealOpen" | "revision" | "version">;
}) {
  const { state, stateReason, appealOpen } = contribution;
  const { label, explanation } = stateWords[state];
  const reason = [stateReason?.label, stateReason?.text].filter(Boolean).join(": ");
  // Of what is held, the log says nothing to others.
  const decided = state !== "held" && contribution.version > contribution.revision;
  return (
    <span className={styles[state] ?? styles.state} title={explanation}>
      <span aria-hidden="true">{marks[state] ?? "–"} </span>
      {label}
      {reason && <>: {reason}</>}
      {appealOpen && " · appeal open"}
      {decided && (
        <>
          {" "}
          (<a href={paths.logOf(contribution.id)}>log</a>)
        </>
      )}
    </span>
  );
}
