import type { Run } from "@/lib/interchange/runs/run";
import styles from "./interchange.module.css";

/** Lines of a report that a page shows; the rest is for programs. */
const most = 500;

type Props = { run: Run; found: NonNullable<Run["found"]>; action: string };

/** What will be made of an upload, or was, and what could not be read. */
export function ImportFound({ run, found: { made, report, outline }, action }: Props) {
  const done = run.state === "done";
  const rows: [string, number][] = [
    ["Sections", outline.sections],
    ["Claims", made.claims],
    ["Evidence", made.evidence],
    ["Rebuttals", made.rebuttals],
    ["Changes of votes", made.votes],
    ["Changes of ratings", made.ratings],
    ["Rows of the log", made.decisions],
    ["People", made.people],
  ];
  const shown = report.slice(0, most);
  return (
    <>
      <h2>{done ? "What was made" : "What will be made"}</h2>
      <p>
        <strong>{outline.title}</strong>, at <code>/essays/{made.slug}</code>
      </p>
      <dl className={styles.made}>
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{count.toLocaleString("en")}</dd>
          </div>
        ))}
      </dl>
      {made.renamed.length > 0 && (
        <p>
          Names that are taken here get a number: {made.renamed.map(({ from, to }) => `${from} → ${to}`).join(", ")}.
        </p>
      )}
      {made.newIds > 0 && <p>{made.newIds} ids are taken here: old links to those will not lead to them.</p>}
      <details>
        <summary>
          {outline.claims.length < made.claims
            ? `The first ${outline.claims.length} of ${made.claims} claims`
            : "The claims"}
          , each with how much is attached to it
        </summary>
        <ol className={styles.claims}>
          {outline.claims.map(({ statement, attached }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two claims can say the same, and the list never changes
            <li key={i}>
              {statement} <span className={styles.state}>({attached})</span>
            </li>
          ))}
        </ol>
      </details>
      <h2>What could not be read, or not as it was</h2>
      {report.length === 0 ? (
        <p>Everything could.</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.report}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Left out or changed</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ file, line, what, message }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines can say the same, and the list never changes
                <tr key={i}>
                  <td className="num">{line ?? "–"}</td>
                  <td>{what === "left-out" ? "left out" : "changed"}</td>
                  <td>
                    {message}
                    {run.files.length > 1 && <span className={styles.state}> ({file})</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.length > most && (
        <p>
          These are the first {most} of {report.length} lines. <a href={action}>All of them, as JSON</a>
        </p>
      )}
    </>
  );
}
