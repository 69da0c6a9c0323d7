import type { ReactNode } from "react";
import styles from "./accounts.module.css";

export function SettingsSection({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <header>
        <h2>{title}</h2>
        {about && <p className="quiet">{about}</p>}
      </header>
      <div>{children}</div>
    </section>
  );
}
