import type { ReactNode } from "react";
import { inLanguage, pageLanguage } from "@/lib/essays/languages";
import styles from "./passage.module.css";

type PassageProps = {
  quote: { exact: string };
  language?: string;
  inText?: string | undefined;
  children?: ReactNode;
};

/**
 * The essay's own words that a claim was taken from, which lead to where they stand in its text. `children` follows the
 * words: a link into the essay.
 */
export function Passage({ quote, language = pageLanguage, inText, children }: PassageProps) {
  const words = <span {...inLanguage(language)}>“{quote.exact}”</span>;
  return (
    <blockquote className={children ? styles.large : styles.passage}>
      {inText ? <a href={inText}>{words}</a> : words}
      {children && <> {children}</>}
    </blockquote>
  );
}
