import { type ContributionSort, contributionSorts } from "@/lib/contributions/contributions";
import styles from "./sort-links.module.css";

const labels: Record<ContributionSort, string> = {
  convincing: "Most convincing",
  newest: "Newest",
  "least-reviewed": "Least reviewed",
};

/** The orders of what is attached, as links. */
export function SortLinks({
  path,
  sort,
  fragment = "for",
}: {
  path: string;
  sort: ContributionSort;
  fragment?: string;
}) {
  return (
    <nav className={styles.sort} aria-label="Order of the contributions">
      {contributionSorts.map((value) => (
        <a
          key={value}
          href={`${path}${value === "convincing" ? "" : `?sort=${value}`}#${fragment}`}
          aria-current={value === sort ? "true" : undefined}
        >
          {labels[value]}
        </a>
      ))}
    </nav>
  );
}
