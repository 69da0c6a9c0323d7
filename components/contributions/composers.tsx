import type { ReactNode } from "react";
import styles from "./composers.module.css";

type ComposerProps = { id?: string | undefined; title: string; open: boolean; children: ReactNode };

/** A form that opens where it belongs, without a script. A link to `id`, inside it, opens it too. */
export function Composer({ id, title, open, children }: ComposerProps) {
  return (
    <details className={styles.composer} open={open || undefined}>
      <summary>{title}</summary>
      <div id={id}>{children}</div>
    </details>
  );
}
