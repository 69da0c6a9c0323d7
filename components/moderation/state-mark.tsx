import type { State } from "@/lib/contributions/contributions";
import type { GivenReason } from "@/lib/curation/reasons";
import { stateWords } from "@/lib/curation/states";
import styles from "./state-mark.module.css";

/** Where a contribution stands, by a word and a shape; its explanation on asking. */
export function StateMark({ state }: { state: State }) {
  return (
    <span className={styles.mark} data-state={state} title={stateWords[state].explanation}>
      {stateWords[state].label}
    </span>
  );
}

/** Why it stands there, as a sentence or two. Nothing where no reason was given. */
export function StateReason({ state, reason }: { state: State; reason: GivenReason | null }) {
  if (!reason?.label && !reason?.text) return null;
  return (
    <p className={styles.reason}>
      <b>{stateWords[state].label}:</b> {reason.label && `${reason.label}. `}
      {reason.text}
    </p>
  );
}
