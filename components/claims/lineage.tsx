import type { Claim } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import styles from "./lineage.module.css";
import { Passage } from "./passage";

/** Where a claim came from, what went into it, and what of it stands by itself now. */
export function Lineage({ claim }: { claim: Pick<Claim, "essay" | "alsoStated" | "splitFrom" | "splitInto"> }) {
  const { essay, alsoStated, splitFrom, splitInto } = claim;
  if (alsoStated.length === 0 && splitInto.length === 0 && splitFrom === null) return null;
  return (
    <section className={styles.lineage} aria-label="Merged and split">
      {splitFrom && (
        <p>
          Split from: <a href={paths.claim(splitFrom)}>{splitFrom.statement}</a> (
          <a href={paths.logOfClaim(splitFrom.id)}>why</a>)
        </p>
      )}
      {splitInto.map((part) => (
        <p key={part.id}>
          Split: <a href={paths.claim(part)}>{part.statement}</a> now stands by itself.
        </p>
      ))}
      {alsoStated.map((other) => (
        <div key={other.id} id={other.id}>
          <p>
            Also stated in <a href={paths.essay(other.essay.slug)}>{other.essay.title.split(": ")[0]}</a> ›{" "}
            {other.section.title}, as “{other.statement}” (<a href={paths.logOfClaim(other.id)}>why it is merged</a>):
          </p>
          <Passage
            quote={other.quote}
            inText={
              essay.hasText && other.essay.slug === essay.slug ? paths.essayText(essay.slug, other.id) : undefined
            }
          />
        </div>
      ))}
    </section>
  );
}
