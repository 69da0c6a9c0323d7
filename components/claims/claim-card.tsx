import { Passage } from "@/components/claims/passage";
import { onEarlier, TallyBar } from "@/components/votes/tally";
import { kindPhrases, type ListedClaim } from "@/lib/claims/claims";
import { inLanguage } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import styles from "./claim-card.module.css";
import { counted } from "./counted";
import { OwnVote } from "./own-vote";
import { ResolutionMark } from "./resolution";

/** A claim in a list: its statement, its passage (at `inText` in the essay's text), where its votes and contributions stand, what the essay rests it on. */
export function ClaimCard({ claim, inText }: { claim: ListedClaim; inText?: string | undefined }) {
  const { tally, supportedBy } = claim;
  return (
    <li className={styles.claim} id={claim.slug}>
      <h3>
        <OwnVote claimId={claim.id} />
        <a href={paths.claim(claim)} {...inLanguage(claim.language)}>
          {claim.statement}
        </a>
      </h3>
      <Passage quote={claim.quote} language={claim.language} inText={inText} />
      <ResolutionMark resolution={claim.resolution} />
      <div className={styles.row}>
        <TallyBar tally={tally} />
        <span className={styles.facts}>
          {tally.total === 0
            ? "No votes yet"
            : tally.total === 1
              ? "1 vote"
              : `${tally.total.toLocaleString("en")} votes`}
          {tally.total > 0 &&
            ` (${tally.agree} agree, ${tally.unsure} unsure, ${tally.disagree} disagree${onEarlier(tally)})`}{" "}
          · {counted(claim.counts)} · {kindPhrases[claim.kind]}
          {claim.resolvesOn && `, resolves ${claim.resolvesOn}`}
        </span>
      </div>
      {supportedBy.length > 0 && (
        <details className={styles.reasons}>
          <summary>
            The essay rests it on {supportedBy.length === 1 ? "one claim" : `${supportedBy.length} claims`}
          </summary>
          <ul>
            {supportedBy.map((reason) => (
              <li key={reason.id}>
                <a href={paths.claim(reason)}>{reason.statement}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
