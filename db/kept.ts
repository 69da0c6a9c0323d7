import type { Row } from "@libsql/client";
import { fillPlaceholders, is, Param, Placeholder, type Query, SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import type { Queryable, Statement } from "./database";

/** What stands in a kept statement for values that come each time it is asked. */
export type Given<V> = { [K in keyof V]: Placeholder<string, V[K]> };

type Prepared = { getQuery(): Query; mapAllResult(rows: unknown): unknown };
type Buildable = PromiseLike<unknown> & { prepare(): Prepared };
/** Nothing, where a statement brings no rows. */
type Rows<S> = Awaited<S> extends unknown[] ? Awaited<S> : undefined;

/** What is built here is asked elsewhere. */
const builder: Queryable = drizzle.mock();

/**
 * A statement that Drizzle builds once, and that any database, and any transaction, is asked after that. Drizzle takes
 * longer to build one than SQLite to run it, and keeps what it prepared for one transaction alone (docs/decisions/0051).
 * @param build has to take all that differs from one time to the next from what is `given`. It is called once, or once
 * for each set of columns where some are left out
 */
export function kept<V extends object, S extends Buildable>(
  build: (db: Queryable, given: Given<V>) => S,
): (db: Queryable, values: V) => Promise<Rows<S>> {
  const statements = new Map<string, Prepared>();
  return async (db, values) => {
    const names = Object.keys(values);
    const key = names.join();
    let prepared = statements.get(key);
    if (!prepared) {
      prepared = build(builder, placeholders(names) as Given<V>).prepare();
      statements.set(key, prepared);
    }
    const { sql, params } = prepared.getQuery();
    const filled = params.map((param) => fill(param, values as Record<string, unknown>));
    return prepared.mapAllResult(await db.values(new Built({ sql, params: filled }))) as Rows<S>;
  };
}

/** The same for SQL as it is written, to be run with others by `writeAll`; the names of its values never change. */
export function keptSql<V extends object>(write: (given: Given<V>) => SQL): (values: V) => Statement {
  let query: Query | undefined;
  return (values) => {
    query ??= builder.run(write(placeholders(Object.keys(values)) as Given<V>)).getQuery();
    return { sql: query.sql, params: query.params.map((param) => fill(param, values as Record<string, unknown>)) };
  };
}

/** Within a transaction, {@link Database.writeAll} is its statements, one after the other. */
export const writeAllIn = (tx: Queryable) => async (statements: Statement[]) => {
  const found: Row[][] = [];
  for (const statement of statements) found.push((await tx.values(new Built(statement))) as unknown as Row[]);
  return found;
};

const placeholders = (names: string[]) => Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));

/** As Drizzle does, but for null: it would have a column's encoder make something of it, and those of dates fail. */
function fill(param: unknown, values: Record<string, unknown>): unknown {
  const name = is(param, Param) && is(param.value, Placeholder) ? param.value.name : undefined;
  return name !== undefined && values[name] === null ? null : fillPlaceholders([param], values)[0];
}

/** SQL that needs no building. */
class Built extends SQL {
  readonly #query: Query;
  constructor(query: Query) {
    super([]);
    this.#query = query;
  }
  override toQuery(): Query {
    return this.#query;
  }
}
