import type { ReactNode } from "react";
import { When } from "@/components/ui/when";
import type { LogItem } from "@/lib/curation/log";
import { doneBy, happened } from "@/lib/curation/log-words";
import { paths } from "@/lib/paths";
import styles from "./log-entry.module.css";
import { About, Change, LogReason } from "./log-list";

/** One decision, whole. */
export function LogEntry({ item, children }: { item: LogItem; children?: ReactNode }) {
  const { target, claim, essay, until, undoes, undoneBy } = item;
  // What is held has no part of the log that everybody could open.
  const isShown = (target.kind === "evidence" || target.kind === "rebuttal") && target.url !== null;
  const contribution = isShown ? target.id : null;
  return (
    <>
      <p className="quiet">
        <a href={paths.log}>The moderation log</a>
      </p>
      <h1 className={styles.title}>
        {happened(item)}
        <About item={item} />
      </h1>
      <dl className={styles.facts}>
        <Fact term="When">
          <When at={item.at} exact />
        </Fact>
        <Fact term="Who">{doneBy(item).replace(/^by /, "")}</Fact>
        {item.found !== null && <Fact term="About the wording">{item.found}</Fact>}
        <Fact term="Before and after">
          <Change item={item} whole />
        </Fact>
        <Fact term="Reason">{item.reason ? <LogReason item={item} /> : "None was given."}</Fact>
        {until && (
          <Fact term="Ends by itself">
            <When at={until} exact />
          </Fact>
        )}
        {essay && (
          <Fact term="Essay">
            <a href={paths.essay(essay.slug)}>{essay.title}</a>
          </Fact>
        )}
        {undoes && (
          <Fact term="Takes back">
            <a href={paths.logEntry(undoes)}>An earlier decision</a>
          </Fact>
        )}
        {undoneBy && (
          <Fact term="Taken back">
            <a href={paths.logEntry(undoneBy)}>By a later decision</a>
          </Fact>
        )}
        {(contribution || claim) && (
          <Fact term="Around it">
            {contribution && <a href={paths.logOf(contribution)}>All that was decided about this {target.kind}</a>}
            {contribution && claim && <br />}
            {claim && <a href={paths.logOfClaim(claim.id)}>All that was decided on this claim</a>}
          </Fact>
        )}
      </dl>
      {children}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
