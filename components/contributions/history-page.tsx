import { When } from "@/components/ui/when";
import type { Contribution } from "@/lib/contributions/contributions";
import type { Change } from "@/lib/insight/history-page";
import { paths } from "@/lib/paths";
import { Difference } from "./difference";
import styles from "./history-page.module.css";

/** Every wording a contribution has had, the newest first, each against the one before it. */
export function HistoryPage({ contribution, changes }: { contribution: Contribution; changes: Change[] }) {
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={paths.contribution(contribution)}>Back to the {contribution.kind}</a>
      </p>
      <h1>What was changed, when and by whom</h1>
      {changes.length === 0 && <p>Its wordings went with it when it was taken down.</p>}
      <ol className={styles.revisions} reversed>
        {changes.map(({ number, at, by, isFirst, segments }) => (
          <li key={number} id={`revision-${number}`}>
            <h2>
              {isFirst ? "Written" : "Changed"} by {by.name ?? "former member"}, <When at={at} exact />
            </h2>
            <Difference segments={segments} />
          </li>
        ))}
      </ol>
    </div>
  );
}
