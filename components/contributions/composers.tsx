import type { ReactNode } from "react";
import styles from "./composers.module.css";

/** A form that opens where it belongs, without a script. A link to `id`, inside it, opens it too. */
export function Composer({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  return (
    <details className={styles.composer}>
      <summary>{title}</summary>
      <div id={id}>{children}</div>
    </details>
  );
}
