import { When } from "@/components/ui/when";
import type { GradedSource } from "@/lib/contributions/contributions";
import { quoteCheckWords } from "@/lib/sources/sources";
import styles from "./source-standing.module.css";

/** What a curator says of the excerpt, whether the source still answers, and where a copy of it is. */
export function SourceStanding({ source: { quoteCheck, deadSince, changedAt, archiveUrl } }: { source: GradedSource }) {
  const said = quoteCheck === "unchecked" || quoteCheck === "unreachable" ? null : quoteCheck;
  if (!said && !deadSince && !changedAt && !archiveUrl) return null;
  return (
    <ul className={styles.standing}>
      {said && (
        <li data-check={said} title={quoteCheckWords[said].explanation}>
          {quoteCheckWords[said].label}
        </li>
      )}
      {deadSince && (
        <li data-check="dead">
          Source unreachable since <When at={deadSince} />
        </li>
      )}
      {changedAt && (
        <li data-check="changed">
          The page has changed since <When at={changedAt} />
          {quoteCheck === "unchecked" && ": its quotation is to be checked"}
        </li>
      )}
      {archiveUrl && (
        <li>
          <a href={archiveUrl} rel="ugc nofollow noopener">
            Archived copy
          </a>
        </li>
      )}
    </ul>
  );
}
