import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Client, Row } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { openCheckpoints } from "./checkpoints";
import type { Database, DatabaseOptions, Statement } from "./database";
import { databaseFile } from "./file";
import { openFileClient } from "./file-client";
import { inGroups } from "./in-groups";
import { inTurn } from "./in-turn";
import { writeAllIn } from "./kept";
import { openLog } from "./log-file";
import { openServer } from "./server";
import { OutcomeUnknown, StoreUnreachable } from "./unreachable";

export type { Database, DatabaseOptions, Queryable, Shared, Statement } from "./database";

/** How long another process that writes is waited for, in ms: a backup, an operator's command, a debate that comes in. */
const patience = 5000;

/** PRAGMAs that belong to a connection, not to the file: they are set on each one that is opened. */
const connectionPragmas = ["foreign_keys=ON", "temp_store=MEMORY", "cache_size=-32000"];

/**
 * The writer does not wait for the disk itself: `write` does, before it comes back, and the event loop goes on meanwhile
 * (docs/decisions/0042). Without this SQLite would do both within a commit, and the whole process stand still.
 */
const writerPragmas = ["journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=0", ...connectionPragmas];

/** A file of this process, or a server that several write to. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const file = databaseFile(options.url);
  return file === null ? openServer(options) : openFile(file, options);
}

/**
 * One connection that reads and one that writes. libSQL's file client is synchronous underneath, so more would not
 * add speed; and with exactly one of each, the PRAGMAs set here hold for every statement that follows.
 */
async function openFile(file: string, { url, onTurn, onSync }: DatabaseOptions): Promise<Database> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // SQLite waits for another process's lock by standing still, and the whole process with it: it is waited for here.
  const writer = openFileClient(file, 0);
  const reader = openFileClient(file, patience);
  const prepareWriter = () => pragma(writer, writerPragmas);
  await prepareWriter();
  await pragma(reader, [...connectionPragmas, "query_only=ON"]);

  const alone = inTurn(onTurn);
  const log = openLog(file, onSync);
  const checkpoints = openCheckpoints(url, alone);
  const clients = { reader, writer };
  /** Leaves an empty log where nobody else has the file open, so that the file alone is all of the database. */
  async function close() {
    reader.close();
    await checkpoints.close();
    await writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => {});
    log.close();
    writer.close();
  }

  /** Whether the disk failed to take the log: what is in it is then no longer relied upon. */
  let logFailed = false;
  /** Brings all of a log that the disk did not take into the file, and begins another. */
  async function beginLogAnew() {
    const { rows } = await writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    if (rows[0]?.busy !== 0) throw new StoreUnreachable("the log could not be begun anew");
    logFailed = false;
  }
  async function onDisk() {
    try {
      await log.sync();
    } catch (cause) {
      logFailed = true;
      log.close();
      throw new OutcomeUnknown("the disk did not take what was written", { cause });
    }
    checkpoints.plan();
  }

  const writing = drizzle(writer);
  const database: Database = Object.assign(drizzle(reader), {
    clients,
    url,
    close,
    shared: null,
    nearest: () => database,
    writeAll: inGroups<Statement[], Row[][]>(async (take) => {
      await log.lastCall();
      return database.write(async (tx) => {
        const found: Row[][][] = [];
        for (const statements of take()) found.push(await tx.writeAll(statements));
        return found;
      });
    }),
    write: async <T>(work: (tx: Database) => Promise<T>) => {
      const done = await alone(async (waited) => {
        if (logFailed) await beginLogAnew();
        const asked = performance.now() - waited;
        for (;;) {
          let begun = false;
          let cause: unknown;
          const transaction = writing.transaction(async (tx) => {
            begun = true;
            const joined: Database = Object.assign(tx, {
              clients,
              url,
              close,
              shared: null,
              nearest: () => joined,
              writeAll: writeAllIn(tx),
              write: <T>(w: (tx: Database) => Promise<T>) => w(joined),
            });
            return work(joined).catch((error) => {
              cause = error;
              throw error;
            });
          });
          try {
            return await transaction;
          } catch (error) {
            // A full disk makes SQLite roll back by itself; Drizzle's own rollback then fails, and would hide what happened.
            const reason = cause ?? error;
            if (storeFailed(reason)) {
              log.close();
              await writer.reconnect();
              await prepareWriter();
            }
            if (begun || !isBusy(reason) || performance.now() - asked > patience) throw reason;
          }
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
      await onDisk();
      return done;
    },
  });
  return database;
}

/**
 * Whether the store itself failed. libSQL leaves the statement that was refused open, a BEGIN that met another process's
 * lock for instance, and then nothing can be committed on that connection any more: it has to be a new one.
 */
const storeFailed = (error: unknown): boolean => hasCode(error, /SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|LOCKED)/);

/** Whether another process is writing. */
const isBusy = (error: unknown): boolean => hasCode(error, /SQLITE_BUSY/);

function hasCode(error: unknown, codes: RegExp): boolean {
  for (let e = error; e instanceof Error; e = e.cause) if (codes.test(`${(e as { code?: unknown }).code}`)) return true;
  return false;
}

async function pragma(client: Client, settings: string[]) {
  for (const setting of settings) await client.execute(`PRAGMA ${setting}`);
}
