import {
  type Client,
  type InArgs,
  type InStatement,
  LibsqlError,
  type Transaction,
  type TransactionMode,
} from "@libsql/client";
import { type Connection, connect } from "./connection";

const begins: Record<TransactionMode, string> = {
  write: "BEGIN IMMEDIATE",
  deferred: "BEGIN DEFERRED",
  read: "BEGIN TRANSACTION READONLY",
};

/**
 * A database's file as libSQL's own client has it with a `concurrency` of 1, for less of the processor's time
 * (docs/decisions/0047): one connection, and all that is asked is answered at once.
 * @param timeout how long SQLite waits for another process that writes, in ms; this one stands still meanwhile
 */
export function openFileClient(file: string, timeout: number): Client {
  let connection = connect(file, timeout);
  /** The connection, while a transaction holds it. */
  let held: Connection | null = null;

  function idle(): Connection {
    if (!connection.open) throw new LibsqlError("The client is closed", "CLIENT_CLOSED");
    if (held !== null) throw new LibsqlError("A transaction holds the client's only connection", "TRANSACTION_ACTIVE");
    return connection;
  }

  async function transaction(mode: TransactionMode = "write"): Promise<Transaction> {
    const on = idle();
    on.execute(begins[mode]);
    held = on;
    return transactionOn(on, () => {
      if (held === on) held = null;
    });
  }

  /** All of them or none. */
  async function together(statements: InStatement[], mode: TransactionMode) {
    const open = await transaction(mode);
    try {
      const found = await open.batch(statements);
      await open.commit();
      return found;
    } finally {
      open.close();
    }
  }

  return {
    execute: async (statement: InStatement, args?: InArgs) => idle().execute(statement, args),
    batch: (statements, mode = "deferred") => together(statements.map(asOne), mode),
    async migrate(statements) {
      idle().execute("PRAGMA foreign_keys=off");
      try {
        return await together(statements, "deferred");
      } finally {
        idle().execute("PRAGMA foreign_keys=on");
      }
    },
    async executeMultiple(sql) {
      const on = idle();
      try {
        on.executeMultiple(sql);
      } finally {
        on.rollBack();
      }
    },
    transaction,
    sync: async () => undefined,
    reconnect() {
      connection.close();
      connection = connect(file, timeout);
      held = null;
    },
    close: () => connection.close(),
    get closed() {
      return !connection.open;
    },
    protocol: "file",
  };
}

const asOne = (statement: InStatement | [string, InArgs?]): InStatement =>
  Array.isArray(statement) ? { sql: statement[0], args: statement[1] ?? [] } : statement;

function transactionOn(connection: Connection, letGo: () => void): Transaction {
  let over = false;

  function open(): Connection {
    // SQLite ends one itself where the disk is full, and would keep each statement that follows.
    if (over || !connection.inTransaction) throw new LibsqlError("The transaction is closed", "TRANSACTION_CLOSED");
    return connection;
  }

  function end(how: () => unknown): void {
    if (over) return;
    try {
      how();
    } finally {
      over = true;
      letGo();
      connection.rollBack();
    }
  }

  return {
    execute: async (statement) => open().execute(statement),
    batch: async (statements) => statements.map((statement) => open().execute(statement)),
    executeMultiple: async (sql) => open().executeMultiple(sql),
    async commit() {
      const on = open();
      end(() => on.execute("COMMIT"));
    },
    // Nothing is left to undo where the connection was given up.
    rollback: async () => end(() => connection.open && open().execute("ROLLBACK")),
    close: () => end(() => {}),
    get closed() {
      return over || !connection.inTransaction;
    },
  };
}
