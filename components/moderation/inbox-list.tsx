import { When } from "@/components/ui/when";
import type { InboxItem } from "@/lib/curation/inbox";
import { authorsRemedy, stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "./inbox-list.module.css";
import { StateMark } from "./state-mark";

/** What reached a person, the latest first. */
export function InboxList({ items }: { items: InboxItem[] }) {
  return (
    <ol className={styles.inbox}>
      {items.map((item) => (
        <li key={item.id}>
          {item.type === "decision" ? <Decision item={item} /> : <Answer item={item} />}
          <p className="quiet">
            {item.isNew && <b className={styles.new}>New · </b>}
            <When at={item.at} exact /> · on <a href={paths.claim(item.claim)}>{item.claim.statement}</a>
          </p>
        </li>
      ))}
    </ol>
  );
}

function Decision({ item }: { item: InboxItem & { type: "decision" } }) {
  const { about, to, reason } = item;
  const label = reason?.label;
  // What can be done depends on how it stands now, not on how it stood then.
  const remedy = about.state === to ? authorsRemedy[to] : null;
  return (
    <>
      <p className={styles.head}>
        <a href={about.url}>Your {about.kind}</a> {item.action === "undo" ? "is put back to" : "was looked at:"}{" "}
        <StateMark state={to} />
      </p>
      <p>{item.action === "undo" ? "The decision before was undone." : stateWords[to].explanation}</p>
      {(label || reason?.text) && (
        <blockquote className={styles.reason}>
          {label}
          {label && reason?.text && ". "}
          {reason?.text}
        </blockquote>
      )}
      {remedy && (
        <p>
          {remedy} {(to === "needs-source" || to === "rejected") && <a href={paths.edit(about)}>Edit it</a>}
        </p>
      )}
    </>
  );
}

function Answer({ item }: { item: InboxItem & { type: "answer" } }) {
  const { answer, about } = item;
  return (
    <>
      <p className={styles.head}>
        {answer.by ?? "A former member"} answered <a href={about.url}>your {about.kind}</a> with{" "}
        <a href={answer.url}>{answer.kind === "rebuttal" ? "a rebuttal" : "evidence"}</a>
      </p>
      <blockquote className={styles.reason}>{answer.text}</blockquote>
    </>
  );
}
