import { Difference } from "@/components/contributions/difference";
import type { PassageReport as Report } from "@/lib/essays/report";
import { anchoringWords } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import styles from "./desk.module.css";

/** What a change of the text does to the claims: those whose passage is lost, those that read differently, and the rest. */
export function PassageReport({ report: { kept, items } }: { report: Report }) {
  const lost = items.filter(({ after }) => after === "orphaned").length;
  return (
    <section className={styles.report} aria-label="What becomes of the claims">
      <p>
        {sentence(kept, "stands as it did", "stand as they did")}
        {items.length > lost && `, ${items.length - lost} found but changed`}
        {lost > 0 && `, ${lost} not in this text any more`}.
      </p>
      <ul>
        {items.map(({ claim, after, before, segments }) => (
          <li key={claim.id} data-lost={after === "orphaned" || undefined}>
            <a href={paths.claim(claim)}>{claim.statement}</a>
            <p className={after === "orphaned" ? styles.lost : "quiet"}>
              {anchoringWords[after].label}
              {before === "orphaned" && (after === "orphaned" ? ", as before" : ": found again")}
            </p>
            <Difference segments={segments} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const sentence = (count: number, one: string, many: string) =>
  count === 1 ? `1 passage ${one}` : `${count} passages ${many}`;
