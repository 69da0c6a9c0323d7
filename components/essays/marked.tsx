import type { ReactNode } from "react";
import type { PlacedPassage } from "@/lib/essays/texts";
import styles from "./marked.module.css";

/** `number` is that of the claim's note, on paper. */
type Numbered = PlacedPassage & { number: number };
type MarkedProps = {
  within: Numbered[];
  starting: Numbered[];
  ending: Numbered[];
  plain: string | null;
  children?: ReactNode;
};

/**
 * A piece of the text within passages of claims. Where passages lie in one another or overlap, it has as many lines under it.
 * What begins here can be linked to; behind what ends here stands how people voted.
 */
export function Marked({ within, starting, ending, plain, children }: MarkedProps) {
  const depth = Math.min(within.length, 3);
  const last = ending.length > 0 && plain !== null ? lastWordOf(plain) : null;
  const markers = ending.map((passage) => <Marker key={passage.id} passage={passage} />);
  const piece = (
    <mark className={styles.mark} data-depth={depth} data-passages={within.map(({ id }) => id).join(" ")}>
      {last === null || plain === null ? (
        <>
          {children}
          {markers}
        </>
      ) : (
        <>
          {plain.slice(0, last)}
          <span className={styles.last}>
            {plain.slice(last)}
            {markers}
          </span>
        </>
      )}
    </mark>
  );
  return (
    <>
      {starting.reduce<ReactNode>(
        (inside, { id }) => (
          <span key={id} id={`c-${id}`} className={styles.place}>
            {inside}
          </span>
        ),
        piece,
      )}
    </>
  );
}

/** Where the last word of a text begins: the marks behind it stay on its line. */
const lastWordOf = (text: string): number => text.trimEnd().lastIndexOf(" ") + 1;

/** How people voted on the claim of a passage: the distribution as a bar, and how many they are. It opens the claim's note. */
function Marker({ passage: { claim, number } }: { passage: Numbered }) {
  const { agree, unsure, disagree, total } = claim.tally;
  const votes = total === 1 ? "1 vote" : `${total.toLocaleString("en")} votes`;
  return (
    <button
      type="button"
      className={styles.marker}
      popoverTarget={`note-${claim.id}`}
      data-marker={number}
      aria-label={`${votes}: agree ${agree}, unsure ${unsure}, disagree ${disagree}. Claim: ${claim.statement}`}
    >
      <svg className={styles.bar} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
        {total === 0 ? (
          <rect className={styles.none} width="100" height="24" />
        ) : (
          <>
            <rect className={styles.agree} width={(100 * agree) / total} height="24" />
            <rect className={styles.unsure} x={(100 * agree) / total} width={(100 * unsure) / total} height="24" />
            <rect
              className={styles.disagree}
              x={(100 * (agree + unsure)) / total}
              width={(100 * disagree) / total}
              height="24"
            />
          </>
        )}
      </svg>
      {total.toLocaleString("en", { notation: "compact" })}
    </button>
  );
}
