import { paths } from "@/lib/paths";
import { AccountLinks } from "./account-links";
import styles from "./masthead.module.css";

export function Masthead() {
  return (
    <header className={styles.masthead}>
      <a className={styles.skip} href="#main">
        Skip to the text
      </a>
      <a className={styles.wordmark} href={paths.home}>
        moot
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <path d="M5 0a5 5 0 0 0 0 10z" />
          <path d="M5 0a5 5 0 0 1 0 10z" />
        </svg>
      </a>
      <nav className={styles.nav} aria-label="Site">
        <a href={paths.search()}>Search</a>
        <a href={paths.log}>Log</a>
        <a href={paths.about}>About</a>
      </nav>
      <nav className={styles.account} aria-label="Your account">
        <AccountLinks />
      </nav>
    </header>
  );
}
