import type { ReactNode } from "react";
import styles from "./passage.module.css";

/** The essay's own words that a claim was taken from. `children` follows the words: a link into the essay. */
export function Passage({ quote, children }: { quote: { exact: string }; children?: ReactNode }) {
  return (
    <blockquote className={children ? styles.large : styles.passage}>
      “{quote.exact}”{children && <> {children}</>}
    </blockquote>
  );
}
