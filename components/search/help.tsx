import styles from "./search.module.css";

/** How to ask, for whom a list of words wasn't enough. */
export function SearchHelp() {
  return (
    <dl className={styles.help}>
      <dt>open models</dt>
      <dd>finds claims, evidence, rebuttals and sources that have both words, the last one by its beginning.</dd>
      <dt>“state of the art”</dt>
      <dd>finds these words as they stand. Quotation marks of any sort will do.</dd>
      <dt>licen* code</dt>
      <dd>finds whatever begins with it: licence, license, licensing.</dd>
      <dt>example.org</dt>
      <dd>finds evidence by its source’s address, title, author or publisher.</dd>
    </dl>
  );
}
