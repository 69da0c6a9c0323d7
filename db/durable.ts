import type { Database } from "./database";

/** SQLite's words for `synchronous`. */
const words = ["OFF", "NORMAL", "FULL", "EXTRA"];

/**
 * Refuses a server that answers before a write is on its disk, as libSQL's does unless it is told otherwise: what it
 * acknowledged would be lost with the machine's power.
 */
export async function requireDurable(db: Database): Promise<void> {
  if (db.shared === null) return;
  const { rows } = await db.clients.writer.execute("PRAGMA synchronous");
  const kept = words[Number(rows[0]?.synchronous)] ?? "unknown";
  if (kept === "FULL" || kept === "EXTRA") return;
  throw new Error(
    `The database server answers before a write is on its disk (synchronous is ${kept}). Set its durability_mode to strong: docs/operations.md, "More than one machine", says how.`,
  );
}
