import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** What says when or how often a row was touched, and not what it says. */
const passing: Record<string, string[]> = { contributions: ["version"], claims: ["version"] };

/** What an undo leaves behind: the log itself. And the index of words, which `wordsOf` reads by its content. */
const left = /^(decisions|search_index.*|sqlite_.*|__drizzle.*)$/;

export type Dump = Record<string, unknown[]>;

/**
 * Every row of every table but the log, as stored, in the order of its columns: for tests that something was put back
 * byte for byte. Versions are left out, because they rise with every decision and with its undo.
 */
export async function dump(db: Database, { without = [] }: { without?: string[] } = {}): Promise<Dump> {
  const tables = await db.all<{ name: string }>(sql`select name from sqlite_master where type = 'table' order by name`);
  const found: Dump = {};
  for (const { name } of tables.filter(({ name }) => !left.test(name) && !without.includes(name))) {
    const rows = await db.all<Record<string, unknown>>(sql.raw(`select * from "${name}"`));
    const told = rows.map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !passing[name]?.includes(column)))),
    );
    found[name] = told.sort();
  }
  if (!without.includes("search_index")) found.search_index = await wordsOf(db);
  return found;
}

/** Every word of the index, and every label, with where it stands. */
export async function wordsOf({ clients: { writer } }: Database): Promise<string[]> {
  await writer.execute("create virtual table if not exists temp.words using fts5vocab(main, search_index, instance)");
  const { rows } = await writer.execute("select doc, col, offset, term from temp.words");
  return rows.map((row) => [row.doc, row.col, row.offset, row.term].join(" ")).sort();
}
