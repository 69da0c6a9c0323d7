import { When } from "@/components/ui/when";
import { type Claim, type Ground, outcomeWords, type ResolutionLabel } from "@/lib/claims/claims";
import { roleWords } from "@/lib/curation/log-words";
import { paths } from "@/lib/paths";
import styles from "./resolution.module.css";

/** What a curator found a claim to be, and why: beside the tally, and plainly something else. */
export function ResolutionPanel({ claim }: { claim: Pick<Claim, "id" | "slug" | "resolution"> }) {
  const { resolution } = claim;
  if (!resolution) return null;
  const { outcome, current, at, byRole, reasons, wording, restsOn, gone } = resolution;
  return (
    <section className={styles.panel} id="resolution" aria-labelledby="resolution-outcome">
      <h2 id="resolution-outcome">
        Resolved by {roleWords(byRole)}: {outcomeWords[outcome].toLowerCase()}
      </h2>
      {!current && (
        <p>
          <b>This was found about another wording of the claim,</b> not about the one above.{" "}
          <a href={paths.wording(claim, wording)}>Read that wording</a>
        </p>
      )}
      <p className={styles.reasons}>{reasons}</p>
      {restsOn.length > 0 && (
        <>
          <p className={styles.small}>It rests on</p>
          <ul>
            {restsOn.map((ground) => (
              <li key={ground.id}>
                {groundWords(ground)}: <a href={paths.contribution(ground)}>{ground.says}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {gone > 0 && (
        <p className={styles.small}>
          {gone === 1 ? "One contribution that it rested on was" : `${gone} contributions that it rested on were`} taken
          down since.
        </p>
      )}
      <p className={styles.small}>
        Resolved on <When at={at} />. It is a reasoned finding of one person; the tally shows how people vote, and is no
        verdict. <a href={paths.logEntry(resolution.decision)}>On the public log</a>
      </p>
    </section>
  );
}

const groundWords = ({ kind, stance }: Ground): string =>
  kind === "rebuttal" ? "Rebuttal" : stance === "supports" ? "Evidence for" : "Evidence against";

/** The same in a list, in a few words. */
export function ResolutionMark({ resolution }: { resolution: ResolutionLabel | null }) {
  if (!resolution) return null;
  return (
    <p className={styles.mark}>
      Resolved by a curator{resolution.current ? "" : ", in another wording"}:{" "}
      <b>{outcomeWords[resolution.outcome].toLowerCase()}</b>
    </p>
  );
}
