import { Prose } from "@/components/contributions/prose";
import { Source } from "@/components/contributions/source";
import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import type { Contribution } from "@/lib/contributions/contributions";
import type { QueueItem } from "@/lib/curation/queue";
import { flagReasons } from "@/lib/curation/reasons";
import { paths } from "@/lib/paths";
import { Decide } from "./decide";
import { LogList } from "./log-list";
import styles from "./queue-item.module.css";
import { type SourceActions, SourcePanel } from "./source-panel";
import { StateMark, StateReason } from "./state-mark";

type ItemProps = { item: QueueItem; action: FormAction; source: SourceActions; next: string };

/** Something that waits for a curator, with what one has to know to decide, and the forms to do it. */
export function QueueItemView({ item, action, source, next }: ItemProps) {
  const { contribution, claim, flags, record } = item;
  return (
    <article className={styles.item} id={contribution.id} aria-labelledby={`${contribution.id}-title`}>
      <div className={styles.context}>
        <header className={styles.about}>
          <p className="quiet">
            {claim.essay.title.split(": ")[0]} · {kindPhrases[claim.kind]}
          </p>
          <h2 id={`${contribution.id}-title`} className={styles.claim}>
            <a href={paths.claim(claim)}>{claim.statement}</a>
          </h2>
          <blockquote className={styles.passage}>“{claim.quote.exact}”</blockquote>
        </header>
        {item.chain.map((above) => (
          <details key={above.id} className={styles.above}>
            <summary>
              Answers {theirs(above)} by {above.author.name ?? "a former member"}
            </summary>
            <Text contribution={above} />
          </details>
        ))}
      </div>
      <div className={styles.matter}>
        <div>
          <p className={styles.line}>
            <b className={styles.stance} data-stance={contribution.stance}>
              {contribution.kind === "rebuttal" ? "Rebuttal" : `Evidence that ${contribution.stance}`}
            </b>
            <StateMark state={contribution.state} />
            <a className="quiet" href={paths.contribution(contribution)}>
              <When at={contribution.createdAt} />
            </a>
          </p>
          <StateReason state={contribution.state} reason={contribution.stateReason} />
          <Text contribution={contribution} />
          <SourcePanel
            contribution={contribution}
            look={item.source?.check ?? null}
            mayCheck={item.may.decide}
            actions={source}
            next={next}
          />
          <p className="quiet">
            By{" "}
            {contribution.author.name === null ? (
              "a former member"
            ) : (
              <a href={paths.person(contribution.author.name)}>{contribution.author.name}</a>
            )}
            , who attached {record.attached}: {record.accepted} accepted, {record.rejected} rejected, {record.removed}{" "}
            removed.
            {contribution.editedAt && (
              <>
                {" "}
                <a href={paths.history(contribution)}>
                  Edited <When at={contribution.editedAt} />
                </a>
                .
              </>
            )}
          </p>
        </div>
        {flags.length > 0 && (
          <div className={styles.flags}>
            <ul>
              {flags.map((flag) => (
                <li key={`${flag.by?.name}${flag.at.getTime()}`}>
                  <b>{flagReasons[flag.reason]}</b>
                  {flag.text && <span className={styles.words}>: {flag.text}</span>}{" "}
                  <span className="quiet">
                    {flag.by && `${flag.by.name ?? "a former member"}, `}
                    <When at={flag.at} />
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {item.decisions.length > 0 && (
          <details className={styles.earlier}>
            <summary>What was decided before</summary>
            <LogList items={item.decisions} short />
          </details>
        )}
        {item.may.decide || item.may.undo ? (
          <Decide
            contribution={contribution}
            may={item.may}
            reasons={item.reasons}
            flagged={flags.length > 0}
            action={action}
            next={next}
          />
        ) : (
          <p className="quiet">You wrote this yourself: somebody else decides about it.</p>
        )}
      </div>
    </article>
  );
}

const theirs = (above: Contribution) =>
  above.kind === "rebuttal"
    ? "a rebuttal"
    : `evidence that ${above.stance}${above.source?.title ? `, “${above.source.title}”,` : ""}`;

function Text({ contribution: { source, body } }: { contribution: Contribution }) {
  return (
    <div className={styles.text}>
      {source && <Source source={source} />}
      {source?.url && <p className={styles.address}>{source.url}</p>}
      {body !== null && <Prose body={body} />}
    </div>
  );
}
