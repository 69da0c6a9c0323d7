import { Passage } from "@/components/claims/passage";
import type { ListedClaim } from "@/lib/claims/claims";
import { inLanguage } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import styles from "./claim-card.module.css";
import { ClaimFacts } from "./claim-facts";
import { OwnVote } from "./own-vote";
import { ResolutionMark } from "./resolution";

/** A claim in a list: its statement, its passage (at `inText` in the essay's text), where its votes and contributions stand, what the essay rests it on. */
export function ClaimCard({ claim, inText }: { claim: ListedClaim; inText?: string | undefined }) {
  const { supportedBy } = claim;
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
      <ClaimFacts
        claim={{
          ...{ id: claim.id, kind: claim.kind, resolvesOn: claim.resolvesOn },
          ...{ tally: claim.tally, counts: claim.counts },
        }}
      />
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
