import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ResultSet } from "@libsql/client";
import { type Client, createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { databaseFile } from "./file";
import * as schema from "./schema";

/** What queries read through: the reading connection, or the transaction they run in. */
export type Queryable = BaseSQLiteDatabase<"async", ResultSet, typeof schema>;

export type Database = Queryable & {
  /**
   * Runs `work` in one transaction, alone: writers wait for each other here, in the order they came. Nothing inside
   * may wait for anything but the database. Called on the database that a `work` was given, it joins that transaction.
   */
  write<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /** Both connections as libSQL's clients, for what Drizzle does not say: PRAGMA, backup, FTS5. */
  clients: { reader: Client; writer: Client };
  close(): void;
};

export type DatabaseOptions = {
  url: string;
  authToken?: string | undefined;
  /** Told, for each write, how long it waited for those before it, in ms. */
  onTurn?: (waited: number) => void;
};

/** PRAGMAs that belong to a connection, not to the file: they are set on each one that is opened. */
const connectionPragmas = ["synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-32000"];

/**
 * One connection that reads and one that writes. libSQL's file client is synchronous underneath, so more would not
 * add speed; and with exactly one of each, the PRAGMAs set here hold for every statement that follows.
 */
export async function openDatabase({ url, authToken, onTurn }: DatabaseOptions): Promise<Database> {
  const file = databaseFile(url);
  if (file !== null) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const options = { url, timeout: 5000, concurrency: 1, ...(authToken === undefined ? {} : { authToken }) };
  const writer = createClient(options);
  const reader = createClient(options);
  const prepareWriter = () => pragma(writer, ["journal_mode=WAL", ...connectionPragmas]);
  if (file !== null) {
    await prepareWriter();
    await pragma(reader, [...connectionPragmas, "query_only=ON"]);
  }

  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const asked = performance.now();
    const begin = () => {
      onTurn?.(performance.now() - asked);
      return work();
    };
    const turn = last.then(begin, begin);
    last = turn.catch(() => {});
    return turn;
  };

  const clients = { reader, writer };
  const close = () => {
    reader.close();
    writer.close();
  };
  const writing = drizzle(writer, { schema });
  return Object.assign(drizzle(reader, { schema }), {
    clients,
    close,
    write: <T>(work: (tx: Database) => Promise<T>) =>
      alone(async () => {
        let cause: unknown;
        const transaction = writing.transaction(async (tx) => {
          const joined: Database = Object.assign(tx, {
            clients,
            close,
            write: <T>(w: (tx: Database) => Promise<T>) => w(joined),
          });
          return work(joined).catch((error) => {
            cause = error;
            throw error;
          });
        });
        // A full disk makes SQLite roll back by itself; Drizzle's own rollback then fails, and would hide what happened.
        return transaction.catch(async (error) => {
          if (file !== null && storeFailed(cause ?? error)) {
            await writer.reconnect();
            await prepareWriter();
          }
          throw cause ?? error;
        });
      }),
  });
}

/**
 * Whether the store itself failed. libSQL leaves the statement that was refused open, a BEGIN that met another process's
 * lock for instance, and then nothing can be committed on that connection any more: it has to be a new one.
 */
function storeFailed(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (/SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|LOCKED)/.test(`${(e as { code?: unknown }).code}`)) return true;
  }
  return false;
}

async function pragma(client: Client, settings: string[]) {
  for (const setting of settings) await client.execute(`PRAGMA ${setting}`);
}
