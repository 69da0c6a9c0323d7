import { readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/libsql";
import { migrate } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client";

/**
 * Brings the tables up to date. A migration that fails leaves nothing of itself behind, and the error names it.
 * @param folder of Drizzle's migrations
 */
export async function migrateDatabase(db: Database, folder = path.join(process.cwd(), "db/migrations")): Promise<void> {
  try {
    await migrate(drizzle(db.clients.writer), { migrationsFolder: folder });
  } catch (cause) {
    throw new Error(`the migration ${await firstPending(db, folder)} failed: ${rootMessage(cause)}`, { cause });
  }
}

async function firstPending(db: Database, folder: string): Promise<string> {
  const journal = JSON.parse(await readFile(path.join(folder, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string; when: number }[];
  };
  const applied = await db.clients.writer
    .execute("select max(created_at) as last from __drizzle_migrations")
    .then((result) => Number(result.rows[0]?.last ?? 0))
    .catch(() => 0);
  return journal.entries.find((entry) => entry.when > applied)?.tag ?? "(unknown)";
}

function rootMessage(error: unknown): string {
  return error instanceof Error ? (error.cause ? rootMessage(error.cause) : error.message) : String(error);
}
