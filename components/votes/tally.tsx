import type { Tally as Counts, VoteValue } from "@/lib/votes/votes";
import styles from "./tally.module.css";

const order: VoteValue[] = ["agree", "unsure", "disagree"];

export const people = (n: number): string =>
  n === 1 ? "1 person has voted" : `${n.toLocaleString("en")} people have voted`;

/** Of all votes, those that were given to another wording: they count, and the reader is told. */
export const onEarlier = ({ earlierWording = 0, total }: Counts): string =>
  earlierWording === 0
    ? ""
    : `, ${earlierWording === total ? (total === 1 ? "" : "all ") : `${earlierWording.toLocaleString("en")} of them `}on an earlier wording`;

/** The whole distribution as one bar. Words stand beside it; without votes it is an empty outline. */
export function TallyBar({ tally, label = true }: { tally: Counts; label?: boolean }) {
  let x = 0;
  const spoken = `Agree ${tally.agree}, unsure ${tally.unsure}, disagree ${tally.disagree} of ${tally.total}`;
  return (
    <svg className={tally.total === 0 ? styles.empty : styles.bar} aria-hidden={!label} role="img" aria-label={spoken}>
      <title>{spoken}</title>
      {order.map((value) => {
        const start = x;
        if (tally[value] > 0) x += (100 * tally[value]) / tally.total;
        return (
          tally[value] > 0 && (
            <rect
              key={value}
              className={styles[value]}
              {...(value === "unsure" && { fill: "url(#unsure)" })}
              x={`${start.toFixed(2)}%`}
              width={`${(x - start).toFixed(2)}%`}
              height="100%"
            />
          )
        );
      })}
    </svg>
  );
}

/** A tally always shows the distribution in words and N. */
export function Tally({ tally }: { tally: Counts }) {
  return (
    <div className={styles.tally}>
      <TallyBar tally={tally} label={false} />
      <div className={styles.legend}>
        <span className={styles.agreeWord}>
          Agree <b>{tally.agree}</b>
        </span>
        <span className={styles.unsureWord}>
          Unsure <b>{tally.unsure}</b>
        </span>
        <span className={styles.disagreeWord}>
          Disagree <b>{tally.disagree}</b>
        </span>
        <span className={styles.n}>
          {tally.total === 0 ? "Nobody has voted yet" : people(tally.total)}
          {onEarlier(tally)}
        </span>
      </div>
    </div>
  );
}

/** The hatching of “unsure”, drawn once a page. */
export function TallyPatterns() {
  return (
    <svg className={styles.patterns} aria-hidden="true">
      <pattern id="unsure" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="5" />
      </pattern>
    </svg>
  );
}
