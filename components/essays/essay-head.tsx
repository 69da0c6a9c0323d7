import type { EssayAlone } from "@/lib/essays/essays";
import { inLanguage } from "@/lib/essays/languages";
import { AlsoIn } from "./also-in";

const some = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** An essay's title in two voices, what comes before its colon and what after, and where its argument stands. */
export function EssayHead({ essay }: { essay: EssayAlone }) {
  const { claims, evidence, rebuttals, unargued, votes } = essay.counts;
  const [title, ...rest] = essay.title.split(": ");
  return (
    <div className="narrow">
      <p className="quiet">
        Essay{essay.author && ` by ${essay.author}`}
        <AlsoIn translations={essay.translations} />
      </p>
      <h1 {...inLanguage(essay.language)}>{title}</h1>
      {rest.length > 0 && <p {...inLanguage(essay.language)}>{rest.join(": ")}</p>}
      <p className="quiet num">
        {some(claims, "claim", "claims")}. {some(evidence, "piece of evidence", "pieces of evidence")},{" "}
        {some(rebuttals, "rebuttal", "rebuttals")} and {votes === 0 ? "no votes" : some(votes, "vote", "votes")} so far;{" "}
        {unargued === 0 ? "each has been argued." : `${some(unargued, "claim", "claims")} nobody has argued yet.`}
        {essay.url && (
          <>
            {" "}
            <a href={essay.url} rel="noopener">
              The essay where it was published
            </a>
          </>
        )}
      </p>
    </div>
  );
}
