import { existsSync } from "node:fs";
import { copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";
import { fileUrl } from "@/db/file";
import { own } from "@/db/ownership";
import { sync } from "./backup";
import { Problem } from "./problem";
import { checkFile, fileOf } from "./soundness";

/**
 * Puts a backup in the database's place, while nobody else owns that. The backup is copied and checked first; the
 * database it replaces is kept beside it.
 * @returns where the replaced database is kept, or null where there was none
 */
export async function restore(url: string, from: string, now = new Date()): Promise<string | null> {
  const file = fileOf(url);
  if (!existsSync(from)) throw new Problem(`There is no file ${from}.`);
  if (path.resolve(from) === file) throw new Problem(`${from} is the database itself.`);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const ownership = await own(url);
  const draft = `${file}.restoring`;
  try {
    await bring(from, draft);
    const kept = existsSync(file) ? await keep(file, now) : null;
    await rename(draft, file);
    await sync(path.dirname(file));
    return kept;
  } finally {
    await remove(draft);
    await ownership.release();
  }
}

/** Copies the backup to where it only needs to be renamed. */
async function bring(from: string, draft: string): Promise<void> {
  await remove(draft);
  await copyFile(from, draft);
  // Somebody may have copied a database in use; what it wrote last is then in the log beside it.
  if (existsSync(`${from}-wal`)) await copyFile(`${from}-wal`, `${draft}-wal`);
  await checkFile(draft, from);
  await foldLog(draft);
  await sync(draft);
}

/** Gives the database a second name, so that the one in use is there at every moment. */
async function keep(file: string, now: Date): Promise<string> {
  const kept = `${file}.before-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
  // A damaged database may not open; its log then stays with it under the second name.
  await foldLog(file).catch(() => {});
  await link(file, kept);
  // Never beside the restored file: SQLite would play the old log into the new database.
  if (existsSync(`${file}-wal`)) await rename(`${file}-wal`, `${kept}-wal`);
  await rm(`${file}-shm`, { force: true });
  return kept;
}

/** Writes what is in the write-ahead log into the file itself, and removes the log. */
async function foldLog(file: string): Promise<void> {
  const client = createClient({ url: fileUrl(file), timeout: 1000, concurrency: 1 });
  const { rows } = await client.execute("PRAGMA wal_checkpoint(TRUNCATE)").finally(() => client.close());
  if (Number(rows[0]?.busy) === 1) throw new Problem(`Another program is using ${file}. Wait for it to end.`);
  await rm(`${file}-shm`, { force: true });
  await rm(`${file}-wal`, { force: true });
}

async function remove(file: string): Promise<void> {
  for (const name of [file, `${file}-wal`, `${file}-shm`]) await rm(name, { force: true });
}
