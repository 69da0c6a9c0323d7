import { Difference } from "@/components/contributions/difference";
import styles from "@/components/contributions/history-page.module.css";
import { When } from "@/components/ui/when";
import type { Claim } from "@/lib/claims/claims";
import type { Rewording } from "@/lib/insight/claim-history-page";
import { paths } from "@/lib/paths";
import { kindOf } from "./kind";

/** Every wording a claim has had, the newest first, each against the one before it. */
export function ClaimHistoryPage({ claim, wordings }: { claim: Claim; wordings: Rewording[] }) {
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={paths.claim(claim)}>Back to the claim</a>
      </p>
      <h1>How this claim was worded, and when</h1>
      <ol className={styles.revisions} reversed>
        {wordings.map((wording) => (
          <li key={wording.number} id={`wording-${wording.number}`}>
            <h2>
              {wording.isFirst ? "First worded" : "Reworded"}, <When at={wording.at} exact />
            </h2>
            <Difference segments={wording.segments} />
            <p className="quiet">
              {wording.before && kindOf(wording.before) !== kindOf(wording) && `${kindOf(wording.before)} → `}
              {kindOf(wording)} ·{" "}
              {wording.number === claim.version ? (
                "how it reads now"
              ) : (
                <a href={paths.wording(claim, wording.number)}>the claim in this wording</a>
              )}
            </p>
          </li>
        ))}
      </ol>
      <p>
        Moderators word claims anew, with a reason: <a href={paths.logOfClaim(claim.id)}>what was decided here</a>.
      </p>
    </div>
  );
}
