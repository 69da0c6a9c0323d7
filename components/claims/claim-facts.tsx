"use client";
import { useLiveClaim } from "@/components/live/store";
import { onEarlier, TallyBar } from "@/components/votes/tally";
import { type ClaimKind, type Counts, kindPhrases } from "@/lib/claims/claims";
import type { Tally } from "@/lib/votes/votes";
import styles from "./claim-card.module.css";
import { counted } from "./counted";

type Props = { claim: { id: string; tally: Tally; counts: Counts; kind: ClaimKind; resolvesOn: string | null } };

/** Where the votes and contributions of a claim in a list stand, as of this moment. */
export function ClaimFacts({ claim: { id, kind, resolvesOn, ...made } }: Props) {
  const live = useLiveClaim(id);
  const tally = live?.tally ?? made.tally;
  return (
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
        · {counted(live?.counts ?? made.counts)} · {kindPhrases[kind]}
        {resolvesOn && `, resolves ${resolvesOn}`}
      </span>
    </div>
  );
}
