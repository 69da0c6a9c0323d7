import { Day } from "@/components/ui/day";
import { countWords, type SourceFacts } from "@/lib/curation/queue";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import { fared } from "./fared";
import styles from "./item.module.css";

const checks: Record<SourceFacts["quoteCheck"], string> = {
  unchecked: "Nobody has checked the quotation yet.",
  verified: "A curator found the quotation in the source.",
  paraphrase: "A curator found the source to say it in other words.",
  failed: "A curator did not find the quotation in the source.",
  unreachable: "The source could not be reached.",
};

type FactsProps = { source: SourceFacts; waiting: number };

/** What is known of a source: how its quotation stands, whether it is still there, and how its site has fared. */
export function SourceFactsView({ source, waiting }: FactsProps) {
  const { domain, others } = source;
  return (
    <section>
      <h3>{domain ?? "The source"}</h3>
      {source.grade && (
        <p>
          <span className={styles.tag} data-grade={source.grade.grade}>
            {source.grade.grade}
          </span>{" "}
          {source.grade.rationale}
        </p>
      )}
      <ul className={styles.facts}>
        <li data-mark={source.quoteCheck === "verified" ? "good" : source.quoteCheck === "failed" ? "bad" : undefined}>
          {checks[source.quoteCheck]}
        </li>
        {source.deadSince && (
          <li data-mark="bad">
            Its address has not answered since <Day at={source.deadSince} />.
          </li>
        )}
        {source.changedAt && (
          <li data-mark="bad">
            The page changed after it was attached, by <Day at={source.changedAt} />.
          </li>
        )}
        {source.archiveUrl && (
          <li>
            <a href={source.archiveUrl} rel="ugc nofollow noopener">
              An archived copy
            </a>
          </li>
        )}
      </ul>
      {domain !== null && others.attached > 0 && (
        <>
          <p>From this site {fared(others, "more")}</p>
          <ul className={styles.facts}>
            {others.examples.map((example) => (
              <li key={example.id}>
                <a href={example.url}>{example.title ?? "Untitled"}</a> ·{" "}
                {stateWords[example.state].label.toLowerCase()}
              </li>
            ))}
          </ul>
        </>
      )}
      {domain !== null && waiting > 0 && (
        <p>
          <a href={paths.queue({ domain })}>{countWords(waiting)} more waiting from this site</a>
        </p>
      )}
    </section>
  );
}
