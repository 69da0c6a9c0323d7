import { parentPort, workerData } from "node:worker_threads";
import { createClient } from "@libsql/client/sqlite3";

// Plain JavaScript, because a worker is started from a file, and the server's bundle has none of TypeScript.

parentPort?.on("message", async () => {
  // One of its own each time: SQLite empties the log with the last connection that is closed, and that is never this one.
  const client = createClient({ url: workerData, concurrency: 1 });
  const { rows } = await client.execute("PRAGMA wal_checkpoint(PASSIVE)").finally(() => client.close());
  parentPort?.postMessage(Number(rows[0]?.log));
});
