import type { Row } from "@libsql/client";
import type Database from "libsql";

export type Columns = {
  names: string[];
  types: string[];
  /** Of columns with the same name the first; none where a number in the name says another column's place. */
  named: { name: string; place: number }[];
};

export const noColumns: Columns = { names: [], types: [], named: [] };

export function readColumns(statement: Database.Statement): Columns {
  const columns = statement.columns();
  const names = columns.map(({ name }) => name);
  const named = names
    .map((name, place) => ({ name, place }))
    .filter(({ name, place }) => names.indexOf(name) === place && name !== "length" && !(Number(name) < names.length));
  return { names, types: columns.map(({ type }) => type ?? ""), named };
}

/** SQLite's own bound is 2000. */
const columnsAtMost = 2000;

/**
 * A row as Drizzle reads it: by name, each name its own and enumerable, and by place. libSQL's client defines both on
 * each row, which takes five times as long as to read it.
 */
class CellRow {
  [name: string]: unknown;
  readonly #cells: unknown[];

  constructor(cells: unknown[], { named }: Columns) {
    this.#cells = cells;
    for (const { name, place } of named) this[name] = cells[place];
  }

  get length() {
    return this.#cells.length;
  }

  static {
    for (let place = 0; place < columnsAtMost; place++) {
      Object.defineProperty(CellRow.prototype, place, {
        get(this: CellRow) {
          return this.#cells[place];
        },
        // `select 7` names its only column so.
        set(this: CellRow, value: unknown) {
          Object.defineProperty(this, place, { value, enumerable: true });
        },
      });
    }
  }
}

export function rowsOf(rows: unknown[][], columns: Columns): Row[] {
  for (const cells of rows) for (let place = 0; place < cells.length; place++) cells[place] = fromSql(cells[place]);
  return rows.map((cells) => new CellRow(cells, columns)) as unknown as Row[];
}

function fromSql(cell: unknown): unknown {
  if (typeof cell === "number") {
    if (Number.isInteger(cell) && !Number.isSafeInteger(cell))
      throw new RangeError("a number that JavaScript can't hold");
    return cell;
  }
  return cell instanceof Buffer ? cell.buffer : cell;
}
