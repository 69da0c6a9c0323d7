import { contributionKinds } from "@/lib/contributions/contributions";
import { countWords, type Desk, type QueueCounts, type QueueFilters } from "@/lib/curation/queue";
import { flagReasons, holdReasons } from "@/lib/curation/reasons";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./filters.module.css";

type FiltersProps = {
  filters: QueueFilters;
  counts: QueueCounts;
  essays: Desk["essays"];
  view: "desk" | "list";
};

type Value = { value: string; label: string; count: number };

/** What the queue can be narrowed to, each with how much there is of it. Links and a form, so that it needs no script. */
export function DeskFilters({ filters, counts, essays, view }: FiltersProps) {
  const kept = { ...filters, view: view === "list" ? "list" : undefined };
  const reasons: Record<string, string> = { flagged: "Flagged", ...holdReasons, ...flagReasons };
  const facet = (name: keyof QueueFilters, label: string, values: Value[]) => ({ name, label, values });
  const facets = [
    facet("reason", "Why it waits", [
      ...Object.entries(counts.reason).map(([value, count]) => ({ value, label: reasons[value] ?? value, count })),
    ]),
    facet("state", "State", [
      ...Object.entries(counts.state)
        .filter(([, count]) => count > 0)
        .map(([value, count]) => ({
          value,
          label:
            value === "needs-source"
              ? "Source asked for"
              : (stateWords[value as keyof typeof stateWords]?.label ?? value),
          count,
        })),
    ]),
    facet("kind", "Kind", [
      ...contributionKinds.map((value) => ({
        value,
        label: value === "evidence" ? "Evidence" : "Rebuttals",
        count: counts.kind[value] ?? 0,
      })),
    ]),
    facet("essay", "Essay", [
      ...essays.map(({ slug, title }) => ({
        value: slug,
        label: title.split(": ")[0] ?? title,
        count: counts.essay[slug] ?? 0,
      })),
    ]),
  ];
  const chosen = Object.entries(filters);
  return (
    <div className={styles.filters}>
      {chosen.length > 0 && (
        <p className={styles.chosen}>
          {chosen.map(([name, value]) => (
            <a key={name} href={paths.queue({ ...kept, [name]: undefined })}>
              {nameOf(name)}: {chosenWord(name, value, facets)} <span aria-hidden="true">×</span>
              <span className="visually-hidden"> (take this filter off)</span>
            </a>
          ))}
          <a href={paths.queue({ view: kept.view })}>Clear all</a>
        </p>
      )}
      <details>
        <summary>Narrow it</summary>
        <div className={styles.panel}>
          <div className={styles.facets}>
            {facets
              .filter(({ name, values }) => values.length > (name === "essay" ? 1 : 0))
              .map(({ name, label, values }) => (
                <div key={name}>
                  <h2>{label}</h2>
                  <ul>
                    {values.map(({ value, label, count }) => (
                      <li key={value}>
                        <a
                          href={paths.queue({ ...kept, [name]: filters[name] === value ? undefined : value })}
                          aria-current={filters[name] === value ? "true" : undefined}
                        >
                          {label}
                        </a>{" "}
                        <span className="num">
                          {countWords(count)}
                          {counts.partial && count < 1000 && "+"}
                        </span>
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            <div>
              <h2>Besides</h2>
              <ul>
                <li>
                  <a
                    href={paths.queue({ ...kept, mine: filters.mine ? undefined : "1" })}
                    aria-current={filters.mine ? "true" : undefined}
                  >
                    What I have taken
                  </a>{" "}
                  <span className="num">{countWords(counts.mine)}</span>
                </li>
              </ul>
            </div>
          </div>
          <form action={paths.moderation} method="get" className={styles.names}>
            {Object.entries(kept).map(
              ([name, value]) =>
                value &&
                !named.some((one) => one.name === name) && <input key={name} type="hidden" name={name} value={value} />,
            )}
            {named.map(({ name, label }) => (
              <label key={name}>
                {label}
                <input name={name} defaultValue={filters[name] ?? ""} maxLength={300} autoComplete="off" />
              </label>
            ))}
            <button type="submit">Narrow</button>
          </form>
        </div>
      </details>
    </div>
  );
}

const named = [
  { name: "author", label: "Author" },
  { name: "flagger", label: "Flagged by" },
  { name: "domain", label: "Site of the source" },
  { name: "claim", label: "Claim's id" },
] as const;

const nameOf = (name: string): string =>
  ({ reason: "Waits for", state: "State", kind: "Kind", essay: "Essay", mine: "Taken" })[name] ??
  named.find((one) => one.name === name)?.label ??
  name;

const chosenWord = (name: string, value: string, facets: { name: string; values: Value[] }[]): string =>
  name === "mine"
    ? "by me"
    : (facets.find((facet) => facet.name === name)?.values.find((one) => one.value === value)?.label ?? value);
