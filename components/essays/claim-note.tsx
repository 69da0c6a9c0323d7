import { counted } from "@/components/claims/counted";
import { Tally } from "@/components/votes/tally";
import { inLanguage } from "@/lib/essays/languages";
import { anchoringWords, type PlacedPassage } from "@/lib/essays/texts";
import { paths } from "@/lib/paths";
import styles from "./claim-note.module.css";

type ClaimNoteProps = Pick<PlacedPassage, "claim" | "how"> & { language: string };

/** What is to be known of a claim where its passage stands. It opens over the text; on paper, all stand at its end. */
export function ClaimNote({ claim, how, language }: ClaimNoteProps) {
  return (
    <article id={`note-${claim.id}`} popover="auto" className={styles.note} aria-label="The claim">
      <p className={styles.statement}>
        <a href={paths.claim(claim)} {...inLanguage(language)}>
          {claim.statement}
        </a>
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
