import type { Client, ResultSet, Row } from "@libsql/client";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import type { Changes } from "./changes";
import type { Turn } from "./in-turn";

/**
 * What queries read through: the reading connection, or the transaction they run in. Without `query`, which Drizzle would
 * make anew for each table in each transaction.
 */
export type Queryable = BaseSQLiteDatabase<"async", ResultSet>;

/** One that is built, with what stands for its placeholders. */
export type Statement = { sql: string; params: unknown[] };

export type Database = Queryable & {
  /**
   * Runs `work` in one transaction, alone: writers wait for each other here, in the order they came. Nothing inside
   * may wait for anything but the database. Called on the database that a `work` was given, it joins that transaction.
   * What it comes back with is on the disk; what is read meanwhile may be so only some milliseconds later.
   */
  write<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /**
   * Runs statements in one transaction, one after the other, and brings the rows of each: for what can be said without
   * reading in between. Those who wait at the same time share a transaction, which is one trip to a server; what is refused of
   * one undoes nobody else's. Where the connection breaks, nothing is known of its outcome.
   */
  writeAll(statements: Statement[]): Promise<Row[][]>;
  /** Both connections as libSQL's clients, for what Drizzle does not say: PRAGMA, backup, FTS5. */
  clients: { reader: Client; writer: Client };
  /** Where it is, for another process that opens it too. */
  url: string;
  /** The same, read from the nearest replica where there are any: for what is the same for everybody. */
  nearest(): Database;
  /** Null where this process is the only one that writes: to a file. */
  shared: Shared | null;
  /** Comes back when all of it is in the file. */
  close(): Promise<void>;
};

/** What holds nodes together that write to one server: they tell each other, by number, what was changed. */
export type Shared = {
  /** The number of the newest change that this process knows of. What is read as {@link Database.nearest} has it. */
  known(): number;
  know(change: number): void;
  /** What was changed since, as the nearest store has it. Replicas that did not answer are asked whether they do again. */
  changes(after: number): Promise<Changes>;
  /** The same as the primary has it, which has all. */
  changesOnPrimary(after: number): Promise<Changes>;
};

export type DatabaseOptions = {
  url: string;
  /** Servers that follow the one at `url`, the nearest first. */
  replicas?: string[] | undefined;
  authToken?: string | undefined;
  /** Told, for each write, how long it waited for those before it, and how long it held up those after it. */
  onTurn?: (turn: Turn) => void;
  /** Told how long the disk took, in ms, each time that what was written to a file is on it. Several writes may share one. */
  onSync?: (took: number) => void;
};
