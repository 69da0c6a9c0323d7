import { When } from "@/components/ui/when";
import type { Merged } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import styles from "./permalink-page.module.css";

/** What went into a contribution because it says the same: the addresses of those lead here. */
export function MergedIn({ merged }: { merged: Merged[] }) {
  return (
    <section className={styles.merged}>
      <h2>Merged in here</h2>
      <ul>
        {merged.map((one) => (
          <li key={one.id} id={`merged-${one.id}`}>
            Also attached by{" "}
            {one.author.name ? <a href={paths.person(one.author.name)}>{one.author.name}</a> : "a former member"},{" "}
            <When at={one.createdAt} />: <a href={paths.history(one)}>what it said</a> ·{" "}
            <a href={paths.logOf(one.id)}>why it was merged</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
