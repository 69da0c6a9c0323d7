import { When } from "@/components/ui/when";
import type { Contribution, Revision } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { differences } from "@/lib/rich-text/diff";
import { Difference } from "./difference";
import styles from "./history-page.module.css";

/** Every wording a contribution has had, the newest first, each against the one before it. */
export function HistoryPage({ contribution, revisions }: { contribution: Contribution; revisions: Revision[] }) {
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={paths.contribution(contribution)}>Back to the {contribution.kind}</a>
      </p>
      <h1>What was changed, when and by whom</h1>
      {revisions.length === 0 && <p>Its wordings went with it when it was taken down.</p>}
      <ol className={styles.revisions} reversed>
        {revisions.map((revision, i) => {
          const before = revisions[i + 1];
          return (
            <li key={revision.number} id={`revision-${revision.number}`}>
              <h2>
                {before ? "Changed" : "Written"} by {revision.by.name ?? "former member"},{" "}
                <When at={revision.at} exact />
              </h2>
              <Difference segments={differences(before ? wording(before) : wording(revision), wording(revision))} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** A revision as one text: its source, a line a field, and what it says. */
function wording({ source, text }: Revision): string {
  if (!source) return text;
  const { title, url, citation, author, publisher, date, type, excerpt } = source;
  const lines = [
    title,
    url,
    citation,
    [author, publisher, date, type].filter(Boolean).join(", "),
    excerpt && `“${excerpt}”`,
  ];
  return [...lines.filter(Boolean), "", text].join("\n");
}
