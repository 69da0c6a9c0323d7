import { Difference } from "@/components/contributions/difference";
import styles from "@/components/contributions/history-page.module.css";
import { When } from "@/components/ui/when";
import { roleWords } from "@/lib/curation/log-words";
import type { TextChange } from "@/lib/insight/text-history-page";
import { paths } from "@/lib/paths";

type Props = { essay: { slug: string; title: string }; changes: TextChange[]; next: number | null };

/** Every version of an essay's text, the newest first, each against the one before it. */
export function TextHistoryPage({ essay, changes, next }: Props) {
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={paths.essayText(essay.slug)}>Back to the text</a>
      </p>
      <h1>How “{essay.title.split(": ")[0]}” was changed, and when</h1>
      <ol className={styles.revisions} reversed start={changes[0]?.number}>
        {changes.map(({ number, at, byRole, note, segments }) => (
          <li key={number} id={`version-${number}`}>
            <h2>
              {segments === null ? "Brought in" : "Changed"}
              {byRole && ` by ${roleWords(byRole)}`}, <When at={at} exact />
            </h2>
            {note && <p dir="auto">{note}</p>}
            {segments && <Difference segments={segments} />}
          </li>
        ))}
      </ol>
      {next !== null && (
        <p>
          <a href={paths.textHistory(essay.slug, next)}>Earlier versions</a>
        </p>
      )}
    </div>
  );
}
