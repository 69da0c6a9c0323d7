import { CopyField } from "./copy-field";
import styles from "./share-menu.module.css";

/** A citation in each style, to copy. */
export function Citations({ of, site }: { of: { style: string; text: string }[]; site: string }) {
  return (
    <div className={styles.citations}>
      {of.map(({ style, text }) => (
        <CopyField key={style} label={style} value={text} site={site} rows={4} />
      ))}
    </div>
  );
}
