import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/form-state";
import styles from "./attach-form.module.css";

/** After a warning: what is there already, or one's own text, and the way to go on all the same. */
export function Despite({ state }: { state: FormState<unknown> }) {
  if (state.status !== "refused") return null;
  const { existing, edit } = (state.details ?? {}) as { existing?: { url: string; title: string }; edit?: string };
  if (state.code === "source.already_there" && existing) {
    return (
      <p className={styles.choice}>
        <a href={existing.url}>{existing.title}</a>
        <Button type="submit" name="despite" value="same-source">
          Attach mine all the same
        </Button>
      </p>
    );
  }
  if (state.code === "contribution.own_parent" && edit) {
    return (
      <p className={styles.choice}>
        <a href={edit}>Edit what you wrote</a>
        <Button type="submit" name="despite" value="own-parent">
          Rebut it all the same
        </Button>
      </p>
    );
  }
  return null;
}
