import { type InArgs, type InStatement, type InValue, LibsqlError, type ResultSet, type Row } from "@libsql/client";
import Database from "libsql";
import { LRUCache } from "lru-cache";
import { type Columns, noColumns, readColumns, rowsOf } from "./rows";

/** Statements that are kept. Moot has some hundreds; lists of any length make more of them. */
const keptAtMost = 500;

/** No PRAGMA: SQLite may do what one says as it prepares it, and promises nothing of one that is run again. */
const worthKeeping = /^\s*(select|with|insert|update|delete|begin|commit|rollback)\b/i;

type Kept = {
  statement: Database.Statement;
  /** How many values were bound to it last: it keeps those that nothing takes the place of. -1 for named ones. */
  bound: number;
  answersRows: boolean;
  /** Null where the schema says which they are (`*`), and another process may have changed it. */
  columns: Columns | null;
};

export type Connection = ReturnType<typeof connect>;

/**
 * A connection to a database's file, by the library that libSQL's own client uses. It keeps the statements that it
 * prepared, with the names of their columns: both take longer than most statements do.
 */
export function connect(file: string, timeout: number) {
  const db = new Database(file, { timeout });
  const kept = new LRUCache<string, Kept>({ max: keptAtMost });

  function prepare(sql: string, bound: number): Kept {
    const known = kept.get(sql);
    if (known?.bound === bound) return known;
    const statement = db.prepare(sql);
    const answersRows = statement.reader;
    if (answersRows) statement.raw(true);
    const columns = answersRows && !sql.includes("*") ? readColumns(statement) : null;
    const made = { statement, bound, answersRows, columns };
    if (worthKeeping.test(sql)) kept.set(sql, made);
    return made;
  }

  function execute(given: InStatement, more: InArgs = []): ResultSet {
    const { sql, args = more } = typeof given === "string" ? { sql: given } : given;
    const values = Array.isArray(args) ? args.map(toSql) : named(args);
    try {
      const { statement, answersRows, columns } = prepare(sql, Array.isArray(values) ? values.length : -1);
      if (!answersRows) {
        const { changes, lastInsertRowid } = statement.run(values);
        return resultSet(noColumns, [], changes, BigInt(lastInsertRowid));
      }
      // All of them at once: a statement that is read no further would keep others from writing, and from being asked again.
      const rows = statement.all(values) as unknown[][];
      const current = columns ?? readColumns(statement);
      return resultSet(current, rowsOf(rows, current), 0, undefined);
    } catch (error) {
      throw told(error);
    }
  }

  return {
    execute,
    executeMultiple(sql: string): void {
      try {
        db.exec(sql);
      } catch (error) {
        throw told(error);
      }
    },
    /** Undoes what was left open. */
    rollBack(): void {
      if (db.open && db.inTransaction) execute("ROLLBACK");
    },
    close(): void {
      kept.clear();
      if (db.open) db.close();
    },
    get open() {
      return db.open;
    },
    /** libSQL ends the whole process where a closed connection is asked. */
    get inTransaction() {
      return db.open && db.inTransaction;
    },
  };
}

const resultSet = (
  { names, types }: Columns,
  rows: Row[],
  rowsAffected: number,
  lastInsertRowid: bigint | undefined,
): ResultSet => ({ columns: names, columnTypes: types, rows, rowsAffected, lastInsertRowid, toJSON: () => ({ rows }) });

const named = (args: Record<string, InValue>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name.replace(/^[@$:]/, ""), toSql(value)]));

function toSql(value: InValue): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${value} can't be stored`);
  if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) throw new RangeError(`${value} can't be stored`);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (value instanceof Date) return value.valueOf();
  if (value === undefined) throw new TypeError("undefined can't be stored");
  return value;
}

/** As libSQL's own client says it: `SQLITE_CONSTRAINT`, and what SQLite adds to it beside. */
function told(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code;
  return new LibsqlError(error.message, code, error.code, error.rawCode, error);
}
