import type { ReactNode } from "react";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ProposalDecidedItem } from "@/lib/curation/inbox";
import { roleWords } from "@/lib/curation/log-words";
import { paths } from "@/lib/paths";
import styles from "../inbox-list.module.css";
import { Given } from "./given";

/** What became of a claim that the reader proposed, why, and what they can do. */
export function ProposalDecided({ item, claim }: { item: ProposalDecidedItem; claim: ClaimLink | null }) {
  return (
    <>
      <p className={styles.head}>{sentence(item, claim)}</p>
      <p className="quiet">
        “{item.says}”, of <a href={paths.essayText(item.essay.slug)}>{item.essay.title.split(": ")[0]}</a>
      </p>
      <Given reason={item.reason} />
      <p>
        {item.to === "declined" && (
          <>
            You can <a href={paths.propose(item.essay.slug, item.quote)}>propose it in other words</a>, or of another
            passage.{" "}
          </>
        )}
        <a href={item.log}>The decision on the public log</a>
      </p>
    </>
  );
}

function sentence({ action, to, byRole }: ProposalDecidedItem, claim: ClaimLink | null): ReactNode {
  const role = roleWords(byRole);
  const who = `${role[0]?.toUpperCase()}${role.slice(1)}`;
  if (action === "undo")
    return "A decision about a claim that you proposed was taken back: it waits for a moderator again";
  const there = claim && <a href={paths.claim(claim)}>{claim.statement}</a>;
  if (to === "accepted") return <>What you proposed is a claim now, which everybody can argue: {there}</>;
  if (to === "merged") return <>What you proposed is said by another claim already: {there}</>;
  return `${who} declined the claim that you proposed`;
}
