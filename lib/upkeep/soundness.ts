import { type Client, createClient } from "@libsql/client";
import { databaseFile, fileUrl } from "@/db/file";
import { unknownMigrations } from "@/db/migrate";
import { Problem } from "./problem";

/** What SQLite itself finds wrong with a file's structure and references, a sentence each. */
export async function structuralFaults(client: Client): Promise<string[]> {
  const structure = await client.execute("PRAGMA integrity_check");
  const words = structure.rows.map((row) => String(row.integrity_check)).filter((found) => found !== "ok");
  if (words.length > 0) return words.map((found) => `The file is damaged: ${found}`);
  const references = await client.execute("PRAGMA foreign_key_check");
  return references.rows.map(
    (row) => `Row ${row.rowid} of ${row.table} names a row of ${row.parent} that is not there.`,
  );
}

/** Throws where the file is not a whole database of a Moot no newer than this one. Migrations may still be pending. */
export async function checkFile(file: string, called = file): Promise<void> {
  const client = createClient({ url: fileUrl(file), concurrency: 1 });
  try {
    const faults = await structuralFaults(client).catch((error: Error) => [
      /NOTADB/.test(error.message) ? "It is not an SQLite database." : `The file is damaged: ${error.message}`,
    ]);
    if (faults.length > 0) throw new Problem([`${called} can't be used.`, ...faults.slice(0, 10)].join("\n"));
    const unknown = await unknownMigrations(client);
    if (unknown === null) throw new Problem(`${called} is not a database of Moot.`);
    if (unknown > 0) throw new Problem(`${called} comes from a newer Moot. Update this one first.`);
  } finally {
    client.close();
  }
}

/** The database's file, for what is done to files only. */
export function fileOf(url: string): string {
  const file = databaseFile(url);
  if (file === null) throw new Problem("DATABASE_URL names a server. Do this where that server keeps its database.");
  return file;
}
