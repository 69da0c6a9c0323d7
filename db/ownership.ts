import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { databaseFile, fileUrl } from "./file";

/** Another process owns the database's file. */
export class OwnedElsewhere extends Error {
  override name = "OwnedElsewhere";
}

export type Ownership = { release(): Promise<void> };

const nothingHeld: Ownership = { release: async () => {} };

/**
 * Makes this process the one that owns the database's file. What is held is a lock of the operating system, on a small
 * SQLite file beside the database: it falls with the process, however that ends, so that no stale lock is ever left and
 * no process id is mistaken for another's. The file also names the holder, for the sentence that refuses the next one.
 */
export async function own(url: string): Promise<Ownership> {
  const file = databaseFile(url);
  if (file === null) return nothingHeld;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const lock = createClient({ url: fileUrl(`${file}.lock`), timeout: 1000, concurrency: 1 });
  try {
    await lock.execute(`PRAGMA user_version = ${process.pid}`);
    const held = await lock.transaction("write");
    return {
      async release() {
        await held.rollback();
        lock.close();
      },
    };
  } catch (error) {
    const holder = await holderOf(lock);
    lock.close();
    // Where the folder can't be written to, nobody can own anything in it, and nobody harms it.
    if (isCode(error, /READONLY|CANTOPEN/)) return nothingHeld;
    if (!isCode(error, /BUSY/)) throw error;
    throw new OwnedElsewhere(
      `Another Moot (process ${holder}) has ${file} open. Stop it first, or name another database with DATABASE_URL.`,
      { cause: error },
    );
  }
}

const holderOf = (lock: Client): Promise<unknown> =>
  lock.execute("PRAGMA user_version").then(
    ({ rows }) => rows[0]?.user_version,
    () => "unknown",
  );

const isCode = (error: unknown, codes: RegExp): boolean =>
  error instanceof Error && codes.test(`${(error as { code?: unknown }).code ?? ""} ${error.message}`);
