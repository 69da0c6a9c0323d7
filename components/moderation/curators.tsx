import { type CuratorRecord, duration, type Period, periods } from "@/lib/insight/curator-record";
import { paths } from "@/lib/paths";
import styles from "./curators.module.css";

/** Who decided how much, as bars and as the table that says the same in numbers. */
export function Curators({ records, period }: { records: CuratorRecord[]; period: Period }) {
  return (
    <>
      <nav className={styles.periods} aria-label="Period">
        {Object.entries(periods).map(([key, { label }]) => (
          <a key={key} href={paths.curators(key)} aria-current={key === period ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {records.some(({ decisions }) => decisions > 0) ? (
        <Bars records={records} />
      ) : (
        <p>Nobody has decided anything in this time.</p>
      )}
      <Table records={records} />
      <p className="quiet">
        An appeal that was denied agrees with the decision; one that was upheld, and an undo by somebody else, does not.
        The wait is how long what was decided about had waited, for half of it and for nine tenths of it. Of each person
        the latest 5,000 decisions are counted.
      </p>
    </>
  );
}

const bar = { height: 22, gap: 10, names: 150, width: 640 } as const;

/** Pictures only: the table beside it says all of it. */
function Bars({ records }: { records: CuratorRecord[] }) {
  const shown = records.filter(({ decisions }) => decisions > 0).slice(0, 20);
  const most = Math.max(...shown.map(({ decisions }) => decisions));
  const scale = (count: number) => (count / most) * (bar.width - bar.names - 60);
  const height = shown.length * (bar.height + bar.gap);
  return (
    <figure className={styles.chart}>
      <svg viewBox={`0 0 ${bar.width} ${height}`} role="img" aria-labelledby="chart-title">
        <title id="chart-title">Decisions a person; the table below has the numbers</title>
        {shown.map(({ name, decisions, undoneByOthers }, i) => {
          const y = i * (bar.height + bar.gap);
          const middle = y + bar.height / 2;
          return (
            <g key={name}>
              <text className={styles.name} x={bar.names - 10} y={middle} textAnchor="end" dominantBaseline="central">
                {name.length > 18 ? `${name.slice(0, 17)}…` : name}
              </text>
              <rect className={styles.bar} x={bar.names} y={y} width={scale(decisions)} height={bar.height} rx="3" />
              <rect
                className={styles.undone}
                x={bar.names + scale(decisions - undoneByOthers)}
                y={y}
                width={scale(undoneByOthers)}
                height={bar.height}
                rx="3"
              />
              <text className={styles.count} x={bar.names + scale(decisions) + 8} y={middle} dominantBaseline="central">
                {decisions}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="quiet">Decisions a person. Dashed, in orange: what somebody else undid.</figcaption>
    </figure>
  );
}

const columns: [string, (record: CuratorRecord) => number][] = [
  ["Decisions", (record) => record.decisions],
  ["Accepted", (record) => record.accepted],
  ["Asked for a source", (record) => record.needsSource],
  ["Rejected", (record) => record.rejected],
  ["Merged", (record) => record.merged],
  ["Removed", (record) => record.removed],
  ["Undos", (record) => record.undos],
];

function Table({ records }: { records: CuratorRecord[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Decisions a person, in numbers">
      <table className="num">
        <thead>
          <tr>
            <th scope="col">Who</th>
            {columns.map(([label]) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Undone by others</th>
            <th scope="col">Appeals denied</th>
            <th scope="col">Appeals upheld</th>
            <th scope="col">Median wait</th>
            <th scope="col">90 % within</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.name}>
              <th scope="row">
                <a href={paths.person(record.name)}>{record.name}</a> <span className="quiet">{record.role}</span>
              </th>
              {columns.map(([label, of]) => (
                <td key={label}>{of(record)}</td>
              ))}
              <td>{share(record.undoneByOthers, record.decisions)}</td>
              <td>{record.appealsDenied}</td>
              <td>{record.appealsUpheld}</td>
              <td>{record.waited.median === null ? "–" : duration(record.waited.median)}</td>
              <td>{record.waited.most === null ? "–" : duration(record.waited.most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const share = (part: number, whole: number): string =>
  part === 0 ? "0" : `${part} (${Math.round((100 * part) / whole)} %)`;
