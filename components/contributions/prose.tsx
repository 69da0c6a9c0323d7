import type { Body } from "@/lib/rich-text/document";
import { RichText } from "@/lib/rich-text/render";
import styles from "./prose.module.css";

/** What somebody wrote, as it is shown wherever it is shown. */
export function Prose({ body }: { body: Body }) {
  return (
    <div className={styles.prose}>
      <RichText body={body} />
    </div>
  );
}
