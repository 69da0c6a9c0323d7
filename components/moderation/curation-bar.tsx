import type { ReactNode } from "react";
import styles from "./curation-bar.module.css";

/** Controls for those who curate, at the foot of the window: they come after the page and must not move it. */
export function CurationBar({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.bar} aria-label="Curation">
      <div>{children}</div>
    </aside>
  );
}
