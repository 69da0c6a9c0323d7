import type { Client, InStatement, InValue, ResultSet, Transaction } from "@libsql/client";

/** A connection on which statements go into whatever transaction is open. */
export class Filling {
  private open: Transaction | null = null;

  constructor(readonly client: Client) {}

  execute(statement: InStatement): Promise<ResultSet> {
    return (this.open ?? this.client).execute(statement);
  }

  async together(work: () => Promise<void>): Promise<void> {
    this.open = await this.client.transaction("write");
    await work();
    await this.open.commit();
    this.open = null;
  }
}

/**
 * Puts rows into a table, a few hundred with each statement. They go as one piece of JSON: a statement with a place for each
 * value takes most of a MB until Node happens to collect it, and the large debate takes thousands of them.
 */
export class Rows {
  private rows: InValue[][] = [];

  constructor(
    private readonly into: Filling,
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  async add(row: InValue[]): Promise<void> {
    this.rows.push(row);
    if (this.rows.length >= atOnce) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.rows.length === 0) return;
    const names = this.columns.map((name) => `"${name}"`).join(",");
    const values = this.columns.map((_, i) => `value ->> ${i}`).join(",");
    const args = [JSON.stringify(this.rows)];
    this.rows = [];
    await this.into.execute({ sql: `insert into ${this.table} (${names}) select ${values} from json_each(?)`, args });
  }
}

const atOnce = 500;

/** Runs `work` with the tables' indexes gone, and makes them anew after it: sorting once is faster than keeping order. */
export async function withoutIndexes(into: Filling, tables: string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await into.execute({
    sql: `select name, sql from sqlite_master where type = 'index' and sql is not null
      and tbl_name in (select value from json_each(?)) order by rowid`,
    args: [JSON.stringify(tables)],
  });
  for (const { name } of rows) await into.execute(`drop index "${name}"`);
  await work();
  for (const { sql } of rows) await into.execute(String(sql));
}
