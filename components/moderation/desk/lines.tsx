import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import type { Outcome } from "@/lib/curation/outcome";
import { countWords, type QueueFilters, type QueueLine, type QueueLines } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";
import { StateMark } from "../state-mark";
import { DeskFilters } from "./filters";
import styles from "./lines.module.css";
import { Many } from "./many";

type LinesProps = {
  queue: QueueLines;
  filters: QueueFilters;
  cursor: string | undefined;
  /** Everything on the page is ticked. */
  all: boolean;
  action: FormAction<Outcome[]>;
};

/** The queue as a list, for what is decided about many at once: spam, above all. */
export function Lines({ queue, filters, cursor, all, action }: LinesProps) {
  const { lines, counts, essays, nextCursor } = queue;
  const here = { ...filters, view: "list", cursor };
  return (
    <>
      <p className={styles.head}>
        <span>
          <b className="num">{countWords(counts.all)}</b> {counts.all === 1 ? "waits" : "wait"}
        </span>
        <a href={paths.queue(filters)}>One at a time</a>
      </p>
      <DeskFilters filters={filters} counts={counts} essays={essays} view="list" />
      <Many action={action} some={lines.length > 0} removes={lines.some(({ may }) => may.remove)}>
        {lines.length === 0 ? (
          <p>Nothing of this kind waits.</p>
        ) : (
          <>
            <p className={styles.all}>
              <a href={paths.queue({ ...here, select: all ? undefined : "all" })}>
                {all ? "Tick none" : `Tick all ${lines.length} on this page`}
              </a>
            </p>
            <ul className={styles.lines}>
              {lines.map((line) => (
                <Line key={`${line.id} ${line.version}`} line={line} ticked={all} />
              ))}
            </ul>
          </>
        )}
      </Many>
      {nextCursor && <a href={paths.queue({ ...filters, view: "list", cursor: nextCursor })}>Show more</a>}
    </>
  );
}

function Line({ line, ticked }: { line: QueueLine; ticked: boolean }) {
  const { id, author, claim, taken } = line;
  return (
    <li>
      <input
        type="checkbox"
        name="item"
        value={`${id}:${line.version}`}
        defaultChecked={ticked && line.may.decide}
        disabled={!line.may.decide}
        aria-labelledby={`${id}-text`}
      />
      <div>
        <p className={styles.facts}>
          <b data-stance={line.stance}>{line.kind === "rebuttal" ? "Rebuttal" : `Evidence that ${line.stance}`}</b>{" "}
          <StateMark state={line.state} />
          {line.flags > 0 && <b className={styles.flags}> ⚑ {line.flags}</b>}{" "}
          {author.name === null ? (
            "a former member"
          ) : (
            <a href={paths.queue({ author: author.name, view: "list" })}>{author.name}</a>
          )}
          {line.newcomer && " (new here)"}
          {line.domain && (
            <>
              {" "}
              · <a href={paths.queue({ domain: line.domain, view: "list" })}>{line.domain}</a>
            </>
          )}{" "}
          · <When at={line.since} />
          {taken && !taken.mine && ` · taken by ${taken.by ?? "a curator"}`}
        </p>
        <p className={styles.text} id={`${id}-text`} dir="auto">
          {line.sourceTitle && <b>{line.sourceTitle}: </b>}
          {line.text}
        </p>
        <p className={styles.claim}>
          on <a href={paths.claim(claim)}>{claim.statement}</a> · <a href={paths.desk(id)}>Open it</a>
        </p>
      </div>
    </li>
  );
}
