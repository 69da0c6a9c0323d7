import type { ReactNode } from "react";
import { When } from "@/components/ui/when";
import { appealWords } from "@/lib/curation/appeals";
import type { DecisionItem } from "@/lib/curation/inbox";
import { roleWords } from "@/lib/curation/log-words";
import { authorsRemedy, stateOf, stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import styles from "../inbox-list.module.css";
import { StateMark } from "../state-mark";
import { Given } from "./given";

/** What was decided about something the reader attached, why, and what they can do. */
export function Decision({ item }: { item: DecisionItem }) {
  const { about, reason, log } = item;
  const own = <a href={about.url}>your {about.kind}</a>;
  return (
    <>
      <p className={styles.head}>{sentence(item, own)}</p>
      {about.says && <p className="quiet">“{about.says}”</p>}
      <Explanation item={item} />
      <Given reason={reason} />
      <Remedy item={item} />
      <p>
        <a href={log}>The decision on the public log</a>
      </p>
    </>
  );
}

function sentence({ action, from, to, into, byRole }: DecisionItem, own: ReactNode): ReactNode {
  const state = stateOf(to);
  const who = `${roleWords(byRole)[0]?.toUpperCase()}${roleWords(byRole).slice(1)}`;
  switch (action) {
    case "undo":
      return (
        <>
          A decision about {own} was taken back{state && ". It is "}
          {state && <StateMark state={state} />}
        </>
      );
    case "answer-appeal":
      return (
        <>
          Your appeal about {own} was {from === to ? "denied: the decision stands" : "upheld. It is "}
          {from !== to && state && <StateMark state={state} />}
        </>
      );
    case "pin":
      return (
        <>
          {who} pinned {own} to the top of its side
        </>
      );
    case "unpin":
      return (
        <>
          {who} took the pin off {own}
        </>
      );
    case "check-quote":
      return (
        <>
          {who} compared the quotation of {own} with its source: {to}
        </>
      );
    case "archive":
      return (
        <>
          {who} attached an archived copy of the source to {own}
        </>
      );
    case "ban-hold":
      return <>While you are banned, nobody else sees {own}</>;
    case "ban-release":
      return <>The ban is over, and everybody sees {own} again</>;
    default:
      if (into) {
        return (
          <>
            {who} merged {own} into{" "}
            <a href={into.url}>{into.kind === "evidence" ? "other evidence" : "another rebuttal"}</a>
          </>
        );
      }
      return from === to ? (
        <>
          {who} looked at {own} again and left it as it is
        </>
      ) : (
        <>
          {who} decided about {own}: {state ? <StateMark state={state} /> : to}
        </>
      );
  }
}

function Explanation({ item: { action, from, to } }: { item: DecisionItem }) {
  const state = stateOf(to);
  if (!state || from === to || (action !== "decide" && action !== "undo")) return null;
  return <p>{stateWords[state].explanation}</p>;
}

/** What can be done depends on how it stands now, not on how it stood then. */
function Remedy({ item: { about, action, to, appeal } }: { item: DecisionItem }) {
  const state = stateOf(to);
  const stands = action === "decide" && about.state === state;
  const remedy = stands ? authorsRemedy[about.state] : null;
  const mend = about.state === "needs-source" || about.state === "rejected";
  if (!remedy && !appeal) return null;
  return (
    <p>
      {remedy} {remedy && mend && <a href={paths.edit(about)}>Edit it.</a>}{" "}
      {appeal && appeal.state === null && (
        <>
          {remedy ? "Or appeal" : "You can appeal"}, once, until <When at={appeal.until} exact />:{" "}
          <a href={paths.appeal(about)}>say what the decision got wrong</a>.
        </>
      )}
      {appeal?.state && (
        <>
          <a href={paths.appeal(about)}>{appealWords[appeal.state].label}</a>: {appealWords[appeal.state].explanation}
        </>
      )}
    </p>
  );
}
