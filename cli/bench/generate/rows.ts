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

/** Puts rows into a table, a few hundred with each statement. */
export class Rows {
  private args: InValue[] = [];
  private readonly atOnce: number;

  constructor(
    private readonly into: Filling,
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {
    this.atOnce = Math.floor(4000 / columns.length);
  }

  async add(row: InValue[]): Promise<void> {
    for (const value of row) this.args.push(value);
    if (this.args.length >= this.atOnce * this.columns.length) await this.flush();
  }

  async flush(): Promise<void> {
    const count = this.args.length / this.columns.length;
    if (count === 0) return;
    const places = `(${this.columns.map(() => "?").join(",")})`;
    const names = this.columns.map((name) => `"${name}"`).join(",");
    const sql = `insert into ${this.table} (${names}) values ${Array(count).fill(places).join(",")}`;
    const args = this.args;
    this.args = [];
    await this.into.execute({ sql, args });
  }
}

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
