import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { migrate } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client";

const migrationsFolder = () => path.join(process.cwd(), "db/migrations");

/**
 * Brings the tables up to date. Where several nodes start at once on one server, one of them does, and the others find it
 * done. A migration that fails leaves nothing of itself behind, and the error names it.
 * @param folder of Drizzle's migrations
 */
export async function migrateDatabase(db: Database, folder = migrationsFolder()): Promise<void> {
  try {
    await migrate(drizzle(db.clients.writer), { migrationsFolder: folder });
  } catch (cause) {
    const [failed, ...more] = await pendingMigrations(db.clients.writer, folder);
    if (failed === undefined && more.length === 0) return;
    throw new Error(`the migration ${failed ?? "(unknown)"} failed: ${rootMessage(cause)}`, { cause });
  }
}

/** The migrations of `folder` that were not applied yet, by name, the next one first. */
export async function pendingMigrations(client: Client, folder = migrationsFolder()): Promise<string[]> {
  const applied = new Set(await appliedAt(client));
  return (await known(folder)).filter((entry) => !applied.has(entry.when)).map((entry) => entry.tag);
}

/** How many applied migrations this version does not know, or null where the database never had any. */
export async function unknownMigrations(client: Client, folder = migrationsFolder()): Promise<number | null> {
  const applied = await appliedAt(client);
  const here = new Set((await known(folder)).map((entry) => entry.when));
  return applied.length === 0 ? null : applied.filter((when) => !here.has(when)).length;
}

const appliedAt = (client: Client): Promise<number[]> =>
  client.execute("select created_at as at from __drizzle_migrations").then(
    ({ rows }) => rows.map((row) => Number(row.at)),
    () => [],
  );

type Entry = { tag: string; when: number };

async function known(folder: string): Promise<Entry[]> {
  const journal: { entries: Entry[] } = JSON.parse(await readFile(path.join(folder, "meta/_journal.json"), "utf8"));
  return journal.entries;
}

function rootMessage(error: unknown): string {
  return error instanceof Error ? (error.cause ? rootMessage(error.cause) : error.message) : String(error);
}
