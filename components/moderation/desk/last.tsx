"use client";

import { FormNotice } from "@/components/ui/notice";
import { type FormAction, useForm } from "@/components/ui/use-form";
import type { LastDecision } from "@/lib/curation/queue";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./deck.module.css";

type LastProps = { last: LastDecision | null; action: FormAction; undo: () => void };

/** What one decided last, and the way back to it. */
export function Last({ last, action, undo }: LastProps) {
  const { state, submit } = useForm(action);
  if (!last?.mayUndo) return null;
  const { id, version } = last.contribution;
  return (
    <form
      action={submit}
      className={styles.last}
      onSubmit={(event) => {
        event.preventDefault();
        undo();
      }}
    >
      <FormNotice state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="to" value="undo" />
      <input type="hidden" name="next" value={paths.desk(id)} />
      <span>
        {stateWords[last.to].label}: “{last.claim.statement}”
      </span>{" "}
      <button type="submit" aria-keyshortcuts="u">
        Undo
        <span data-hint="" aria-hidden="true">
          u
        </span>
      </button>
    </form>
  );
}
