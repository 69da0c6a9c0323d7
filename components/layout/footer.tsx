import { paths } from "@/lib/paths";
import styles from "./footer.module.css";

export function Footer() {
  return (
    <footer className={styles.footer}>
      <p>
        A tally is not a verdict. <a href={paths.about}>How Moot works</a> ·{" "}
        <a href={paths.log}>Every decision, in public</a> · <a href={paths.sources()}>Sources</a> ·{" "}
        <a href={`${paths.api}/openapi.json`}>API</a>
      </p>
    </footer>
  );
}
