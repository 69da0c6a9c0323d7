import type { ReactNode } from "react";
import styles from "./composers.module.css";

/** A form that opens where it belongs, without a script. `id` lets a link open it. */
export function Composer({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  return (
    <details className={styles.composer} id={id}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
