import { counted } from "@/components/claims/counted";
import { Tally } from "@/components/votes/tally";
import { anchoringWords, type PlacedPassage } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import styles from "./claim-note.module.css";

/** What is to be known of a claim where its passage stands. It opens over the text; on paper, all stand at its end. */
export function ClaimNote({ claim, how }: Pick<PlacedPassage, "claim" | "how">) {
  return (
    <article id={`note-${claim.id}`} popover="auto" className={styles.note} aria-label="The claim">
      <p className={styles.statement}>
        <a href={paths.claim(claim)}>{claim.statement}</a>
      </p>
      <Tally tally={claim.tally} />
      <p className="quiet">
        {counted(claim.counts)}
        {how === "changed" && ` · ${anchoringWords.changed.explanation}`}
      </p>
      <p className={styles.ways}>
        <a href={paths.claim(claim)}>Vote and argue</a>
      </p>
    </article>
  );
}
