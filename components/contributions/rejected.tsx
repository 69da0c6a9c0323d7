import type { Contribution } from "@/lib/contributions/contributions";
import { ContributionBody } from "./contribution";
import styles from "./rejected.module.css";

/** What curators turned down: there to be read, folded, with the reason. It counts for nothing. */
export function Rejected({ contributions }: { contributions: Contribution[] }) {
  if (contributions.length === 0) return null;
  return (
    <details className={styles.rejected}>
      <summary>
        {contributions.length === 1
          ? "One contribution was rejected"
          : `${contributions.length} contributions were rejected`}
      </summary>
      {contributions.map((contribution) => (
        <article key={contribution.id} id={contribution.id}>
          <ContributionBody contribution={contribution} />
        </article>
      ))}
    </details>
  );
}
