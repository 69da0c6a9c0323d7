import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/form-state";
import styles from "./attach-form.module.css";

/** Without `despite` there is no going on all the same. */
type Warning = { see: { url: string; words: string }; despite?: string; goOn?: string };

type Details = {
  existing?: { url: string; title: string };
  edit?: string;
  banned?: { domain: string; url: string };
};

/** What one may do in spite of a warning, and what to look at first: what is there already, or one's own text. */
function warningIn(state: FormState<unknown>): Warning | null {
  if (state.status !== "refused") return null;
  const { existing, edit, banned } = (state.details ?? {}) as Details;
  if (state.code === "source.already_there" && existing) {
    const see = { url: existing.url, words: existing.title };
    return { see, despite: "same-source", goOn: "Attach mine all the same" };
  }
  if (state.code === "contribution.own_parent" && edit) {
    return { see: { url: edit, words: "Edit what you wrote" }, despite: "own-parent", goOn: "Rebut it all the same" };
  }
  if (state.code === "source.banned" && banned) {
    return { see: { url: banned.url, words: `Why ${banned.domain} is banned` } };
  }
  return null;
}

/** Beside the warning: what to look at first. */
export function SeeFirst({ state }: { state: FormState<unknown> }) {
  const warning = warningIn(state);
  return (
    warning && (
      <p className={styles.choice}>
        <a href={warning.see.url}>{warning.see.words}</a>
      </p>
    )
  );
}

/** The button to go on all the same. It comes after the form's own, which is the one that Enter presses. */
export function AllTheSame({ state }: { state: FormState<unknown> }) {
  const warning = warningIn(state);
  return (
    warning?.despite && (
      <Button type="submit" name="despite" value={warning.despite}>
        {warning.goOn}
      </Button>
    )
  );
}
