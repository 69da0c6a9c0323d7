import type { ReactNode } from "react";
import { Difference } from "@/components/contributions/difference";
import { Prose } from "@/components/contributions/prose";
import { Source } from "@/components/contributions/source";
import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import type { Contribution } from "@/lib/contributions/contributions";
import { countWords, type QueueItem } from "@/lib/curation/queue";
import { flagReasons } from "@/lib/curation/reasons";
import { paths } from "@/lib/paths";
import { LogList } from "../log-list";
import { StateMark, StateReason } from "../state-mark";
import { fared } from "./fared";
import styles from "./item.module.css";
import { SourceFactsView } from "./source-facts";

/** What is to be judged, large, and beside it what one has to know to judge it. `slot` is for the source's own check. */
export function DeskItem({ item, slot }: { item: QueueItem; slot?: ReactNode }) {
  const { contribution, claim, alsoWaiting } = item;
  const { author } = contribution;
  return (
    <div className={styles.item}>
      <div className={styles.matter}>
        <p className={styles.essay}>
          {claim.essay.title.split(": ")[0]} · {kindPhrases[claim.kind]}
        </p>
        <h2 className={styles.claim} id={`${contribution.id}-claim`}>
          <a href={paths.claim(claim)}>{claim.statement}</a>
        </h2>
        <blockquote className={styles.passage}>
          {claim.quote.prefix && <span>…{claim.quote.prefix} </span>}
          <mark>{claim.quote.exact}</mark>
          {claim.quote.suffix && <span> {claim.quote.suffix}…</span>}
        </blockquote>
        {item.chain.map((above) => (
          <details key={above.id} className={styles.above}>
            <summary>
              Answers {theirs(above)} by {above.author.name ?? "a former member"}
            </summary>
            <Text contribution={above} />
          </details>
        ))}
        <div className={styles.judged}>
          <p className={styles.line}>
            <b className={styles.stance} data-stance={contribution.stance}>
              {contribution.kind === "rebuttal" ? "Rebuttal" : `Evidence that ${contribution.stance}`}
            </b>
            <StateMark state={contribution.state} />
            {item.flags.length > 0 && (
              <a className={styles.flagged} href={`#flags-${contribution.id}`}>
                {flagsWord(item.flags.length)}
              </a>
            )}
            <a className="quiet" href={paths.contribution(contribution)}>
              <When at={contribution.createdAt} />
            </a>
          </p>
          <StateReason state={contribution.state} reason={contribution.stateReason} />
          <Text contribution={contribution} large />
        </div>
        {item.changed && (
          <section className={styles.changed}>
            <h3>What changed since the last decision</h3>
            <p className="quiet">
              Edited <When at={item.changed.at} exact />
            </p>
            <Difference segments={item.changed.segments} />
          </section>
        )}
        {slot}
      </div>
      <aside className={styles.known} aria-label="What is known of it">
        {item.flags.length > 0 && <Flags item={item} />}
        {item.source && <SourceFactsView source={item.source} waiting={alsoWaiting.domain} />}
        <section>
          <h3>
            {author.name === null ? (
              "A former member"
            ) : (
              <a href={item.may.remove ? paths.personDesk(author.name) : paths.person(author.name)} dir="auto">
                {author.name}
              </a>
            )}
            {item.waits?.newcomer && <span className={styles.tag}>new here</span>}
          </h3>
          <p>{fared(item.record, "attached")}</p>
          {alsoWaiting.author > 0 && author.name !== null && (
            <p>
              <a href={paths.queue({ author: author.name })}>{countWords(alsoWaiting.author)} more of theirs waiting</a>
            </p>
          )}
        </section>
        <section>
          <h3>History</h3>
          {contribution.editedAt && !item.changed && (
            <p>
              <a href={paths.history(contribution)}>
                Edited <When at={contribution.editedAt} />
              </a>
            </p>
          )}
          {item.decisions.length > 0 ? (
            <details className={styles.earlier} open={item.decisions.length < 3}>
              <summary>
                {item.decisions.length === 1 ? "One earlier decision" : `${item.decisions.length} earlier decisions`}
              </summary>
              <LogList items={item.decisions} short />
            </details>
          ) : (
            <p>Nothing was decided about it yet.</p>
          )}
          {alsoWaiting.claim > 0 && (
            <p>
              <a href={paths.queue({ claim: claim.id })}>{countWords(alsoWaiting.claim)} more waiting on this claim</a>
            </p>
          )}
        </section>
      </aside>
    </div>
  );
}

function Flags({ item }: { item: QueueItem }) {
  return (
    <section className={styles.flags} id={`flags-${item.contribution.id}`}>
      <h3>{flagsWord(item.flags.length)}</h3>
      <ul>
        {item.flags.map((flag) => (
          <li key={`${flag.by?.name}${flag.at.getTime()}`}>
            <b>{flagReasons[flag.reason]}</b>
            {flag.text && <span className={styles.words}>: {flag.text}</span>}
            <span className={styles.flagger}>
              {flag.by && (
                <>
                  {flag.by.name === null ? (
                    "a former member"
                  ) : (
                    <a href={paths.queue({ flagger: flag.by.name })}>{flag.by.name}</a>
                  )}
                  {flag.by.decided > 0
                    ? `, right in ${flag.by.upheld} of ${flag.by.decided} flags`
                    : ", none of whose flags was decided yet"}
                  {" · "}
                </>
              )}
              <When at={flag.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const flagsWord = (count: number) => (count === 1 ? "One flag" : `${count} flags`);

const theirs = (above: Contribution) =>
  above.kind === "rebuttal"
    ? "a rebuttal"
    : `evidence that ${above.stance}${above.source?.title ? `, “${above.source.title}”,` : ""}`;

function Text({ contribution: { source, body }, large = false }: { contribution: Contribution; large?: boolean }) {
  return (
    <div className={large ? styles.large : styles.text}>
      {source && <Source source={source} />}
      {source?.url && <p className={styles.address}>{source.url}</p>}
      {body !== null && <Prose body={body} />}
    </div>
  );
}
