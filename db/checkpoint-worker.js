import { parentPort, workerData } from "node:worker_threads";
import { createClient } from "@libsql/client/sqlite3";

// Plain JavaScript, because a worker is started from a file, and the server's bundle has none of TypeScript.

const client = createClient({ url: workerData, concurrency: 1 });

parentPort?.on("message", async () => {
  const { rows } = await client.execute("PRAGMA wal_checkpoint(PASSIVE)");
  parentPort?.postMessage({ inLog: Number(rows[0]?.log), brought: Number(rows[0]?.checkpointed) });
});
