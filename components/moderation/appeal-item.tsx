import { Prose } from "@/components/contributions/prose";
import { Source } from "@/components/contributions/source";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import type { Contribution } from "@/lib/contributions/contributions";
import type { AppealItem } from "@/lib/curation/appeals";
import { roleWords, wordFor } from "@/lib/curation/log-words";
import { paths } from "@/lib/paths";
import { AnswerForm } from "./answer-form";
import styles from "./appeal.module.css";
import { Given } from "./inbox/given";
import { LogList } from "./log-list";

/** An appeal with the decision that it is against, what that was about, and the form to answer it. */
export function AppealView({ item: { appeal, decision, item, words, whyNot }, action }: ViewProps) {
  const { contribution, claim, record } = item;
  const by = contribution.author.name;
  return (
    <article className={styles.item} id={appeal.id} aria-labelledby={`${appeal.id}-title`}>
      <header className={styles.wide}>
        <p className="quiet">
          {claim.essay.title.split(": ")[0]} · {kindPhrases[claim.kind]}
        </p>
        <h2 id={`${appeal.id}-title`} className={styles.claim}>
          <a href={paths.claim(claim)}>{claim.statement}</a>
        </h2>
        <blockquote className={styles.passage}>“{claim.quote.exact}”</blockquote>
      </header>
      <div>
        {item.chain.map((above) => (
          <details key={above.id} className={styles.above}>
            <summary>
              Answers {above.kind === "rebuttal" ? "a rebuttal" : "evidence"} by{" "}
              {above.author.name ?? "a former member"}
            </summary>
            <Text contribution={above} />
          </details>
        ))}
        <h3>
          <a href={paths.contribution(contribution)}>
            {contribution.kind === "rebuttal"
              ? "The rebuttal"
              : `The evidence ${contribution.stance === "supports" ? "for" : "against"} it`}
          </a>
        </h3>
        <div className={styles.text}>
          <Text contribution={words ?? contribution} />
        </div>
        <p className="quiet">
          By {by === null ? "a former member" : <a href={paths.person(by)}>{by}</a>}, who attached {record.attached}:{" "}
          {record.accepted} accepted, {record.rejected} rejected, {record.removed} removed.{" "}
          {contribution.editedAt && <a href={paths.history(contribution)}>Edited before</a>}
        </p>
        {words && <p className="quiet">It was removed: only moderators see these words, and only here.</p>}
        {item.decisions.length > 0 && (
          <details>
            <summary>All that was decided about it</summary>
            <LogList items={item.decisions} short />
          </details>
        )}
      </div>
      <div>
        <h3>
          It was <a href={paths.logEntry(decision.id)}>{wordFor(decision.to ?? "")}</a> by {roleWords(decision.byRole)},{" "}
          <When at={decision.at} />
        </h3>
        <Given reason={decision.reason} />
        <h3>
          Its author appeals, <When at={appeal.at} exact />
        </h3>
        <blockquote className={styles.words}>{appeal.text}</blockquote>
        {whyNot ? (
          <p className="quiet">{whyNot}</p>
        ) : (
          <AnswerForm id={appeal.id} hidden={appeal.hidden} back={decision.to ?? ""} action={action} />
        )}
      </div>
    </article>
  );
}

type ViewProps = { item: AppealItem; action: FormAction };

function Text({ contribution: { source, body } }: { contribution: Pick<Contribution, "source" | "body"> }) {
  return (
    <>
      {source && <Source source={source} />}
      {body !== null && <Prose body={body} />}
    </>
  );
}
