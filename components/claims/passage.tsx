import type { ReactNode } from "react";
import styles from "./passage.module.css";

type PassageProps = { quote: { exact: string }; inText?: string | undefined; children?: ReactNode };

/**
 * The essay's own words that a claim was taken from, which lead to where they stand in its text. `children` follows the
 * words: a link into the essay.
 */
export function Passage({ quote, inText, children }: PassageProps) {
  return (
    <blockquote className={children ? styles.large : styles.passage}>
      {inText ? <a href={inText}>“{quote.exact}”</a> : `“${quote.exact}”`}
      {children && <> {children}</>}
    </blockquote>
  );
}
