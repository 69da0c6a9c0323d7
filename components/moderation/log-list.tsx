import { When } from "@/components/ui/when";
import { kindPhrases } from "@/lib/claims/claims";
import type { LogItem, LogTarget, Wording } from "@/lib/curation/log";
import { doneBy, happened, targetName, wordFor } from "@/lib/curation/log-words";
import { paths } from "@/lib/paths";
import styles from "./log-list.module.css";

/** Decisions as sentences. `short` leaves out what they are about, where that is plain from around them. */
export function LogList({ items, short = false }: { items: LogItem[]; short?: boolean }) {
  return (
    <ol className={styles.log}>
      {items.map((item) => (
        <li key={item.id} id={item.id}>
          <p className={styles.head}>
            <b>{happened(item)}</b>
            {!short && <About item={item} />}
          </p>
          <Found item={item} />
          <LogReason item={item} />
          <Change item={item} />
          <p className="quiet">
            <a href={item.url}>
              <When at={item.at} exact />
            </a>{" "}
            · {doneBy(item)}
            {item.until && (
              <>
                {" "}
                · until <When at={item.until} />
              </>
            )}
            {item.undoes && (
              <>
                {" "}
                · takes back <a href={paths.logEntry(item.undoes)}>an earlier decision</a>
              </>
            )}
            {item.undoneBy && (
              <>
                {" "}
                · <a href={paths.logEntry(item.undoneBy)}>taken back since</a>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What a row is about, under which claim, and what it went into. */
export function About({ item: { target, claim, into } }: { item: LogItem }) {
  return (
    <>
      {(target.kind !== "claim" || !claim) && (
        <>
          {" "}
          <Target target={target} />
        </>
      )}
      {claim && (
        <>
          {target.kind === "claim" ? " " : " on "}
          <a href={paths.claim(claim)} className={styles.claim}>
            {claim.statement}
          </a>
        </>
      )}
      {into && (
        <>
          {" "}
          into <Target target={into} />
        </>
      )}
    </>
  );
}

/** The wording that a resolution is about, where the claim reads otherwise now. */
export function Found({ item: { found, claim } }: { item: LogItem }) {
  if (found === null || found === claim?.statement) return null;
  return <p>It is about the claim as it read then: “{found}”</p>;
}

export function LogReason({ item: { reason } }: { item: LogItem }) {
  if (!reason) return null;
  return (
    <p className={styles.reason}>
      {reason.label}
      {reason.label && reason.text && ". "}
      {reason.text}
    </p>
  );
}

/** What stood before and what stands after. */
export function Change({ item: { from, to, wordings }, whole = false }: { item: LogItem; whole?: boolean }) {
  if (wordings) return <Changed before={worded(wordings.before)} after={worded(wordings.after)} />;
  if (from === to) return whole ? "It stayed as it was." : null;
  return <Changed before={from && wordFor(from)} after={to && wordFor(to)} />;
}

const worded = ({ statement, kind }: Wording) => `${statement} (${kindPhrases[kind]})`;

function Changed({ before, after }: { before: string | null; after: string | null }) {
  return (
    <p className={styles.change}>
      {before !== null && (
        <del>
          <span className="visually-hidden">Before: </span>
          {before}
        </del>
      )}
      {before !== null && after !== null && <span aria-hidden="true"> → </span>}
      {after !== null && (
        <ins>
          <span className="visually-hidden">After: </span>
          {after}
        </ins>
      )}
    </p>
  );
}

function Target({ target }: { target: LogTarget }) {
  const name = targetName(target);
  return target.url === null ? name : <a href={target.url}>{name}</a>;
}
