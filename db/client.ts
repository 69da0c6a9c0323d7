import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { Database, DatabaseOptions } from "./database";
import { databaseFile } from "./file";
import { inTurn } from "./in-turn";
import * as schema from "./schema";
import { openServer } from "./server";

export type { Database, DatabaseOptions, Queryable, Shared } from "./database";

/** PRAGMAs that belong to a connection, not to the file: they are set on each one that is opened. */
const connectionPragmas = ["synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-32000"];

/** A file of this process, or a server that several write to. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const file = databaseFile(options.url);
  return file === null ? openServer(options) : openFile(file, options);
}

/**
 * One connection that reads and one that writes. libSQL's file client is synchronous underneath, so more would not
 * add speed; and with exactly one of each, the PRAGMAs set here hold for every statement that follows.
 */
async function openFile(file: string, { url, onTurn }: DatabaseOptions): Promise<Database> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const options = { url, timeout: 5000, concurrency: 1 };
  const writer = createClient(options);
  const reader = createClient(options);
  const prepareWriter = () => pragma(writer, ["journal_mode=WAL", ...connectionPragmas]);
  await prepareWriter();
  await pragma(reader, [...connectionPragmas, "query_only=ON"]);

  const alone = inTurn(onTurn);
  const clients = { reader, writer };
  const close = () => {
    reader.close();
    writer.close();
  };
  const writing = drizzle(writer, { schema });
  const database: Database = Object.assign(drizzle(reader, { schema }), {
    clients,
    close,
    shared: null,
    nearest: () => database,
    write: <T>(work: (tx: Database) => Promise<T>) =>
      alone(async () => {
        let cause: unknown;
        const transaction = writing.transaction(async (tx) => {
          const joined: Database = Object.assign(tx, {
            clients,
            close,
            shared: null,
            nearest: () => joined,
            write: <T>(w: (tx: Database) => Promise<T>) => w(joined),
          });
          return work(joined).catch((error) => {
            cause = error;
            throw error;
          });
        });
        // A full disk makes SQLite roll back by itself; Drizzle's own rollback then fails, and would hide what happened.
        return transaction.catch(async (error) => {
          if (storeFailed(cause ?? error)) {
            await writer.reconnect();
            await prepareWriter();
          }
          throw cause ?? error;
        });
      }),
  });
  return database;
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
