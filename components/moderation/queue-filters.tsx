import { type QueueCounts, type QueueFilter, queueFilters } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";
import styles from "./queue-filters.module.css";

const words: Record<QueueFilter, string> = {
  all: "All that waits",
  flagged: "Flagged",
  held: "Held",
  unreviewed: "Unreviewed",
  "needs-source": "Sources asked for",
};

export function QueueFilters({ counts, chosen }: { counts: QueueCounts; chosen: QueueFilter }) {
  return (
    <nav className={styles.filters} aria-label="Show">
      {queueFilters.map((filter) => (
        <a key={filter} href={paths.queue(filter)} aria-current={filter === chosen ? "page" : undefined}>
          {words[filter]} <span className="num">{counts[filter]}</span>
        </a>
      ))}
      <a href={paths.log}>Public log</a>
    </nav>
  );
}
