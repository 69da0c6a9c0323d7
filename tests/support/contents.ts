import type { Database } from "@/db/client";

/** All rows of a database, by table, as SQLite has them; but for the tables and columns named. For telling what changed. */
export async function contents(
  { clients: { reader } }: Database,
  { without = [] }: { without?: string[] } = {},
): Promise<Record<string, string[]>> {
  const { rows: tables } = await reader.execute(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\' and name not like 'search_index%' order by name",
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const table = String(name);
    if (without.includes(table)) continue;
    const { rows, columns } = await reader.execute(`select * from "${table}" order by 1, 2`);
    const kept = columns.filter((column) => !without.includes(`${table}.${column}`));
    found[table] = rows.map((row) => JSON.stringify(kept.map((column) => [column, row[column]])));
  }
  const { rows } = await reader.execute("select rowid, title, text, source from search_index order by rowid");
  found.search = rows.map((row) => JSON.stringify(row));
  return found;
}
