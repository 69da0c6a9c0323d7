import type { Database } from "./database";

/**
 * Tells, each time it is asked, whether another process has written to the file since: an operator's command, a debate that
 * comes in. Never so on a server, where those who write tell the others.
 */
export function watchForeignWrites({ clients, shared }: Database): () => Promise<boolean> {
  let before: number | undefined;
  return async () => {
    if (shared !== null) return false;
    // Of the writing connection, for it counts all commits but that connection's own.
    const { rows } = await clients.writer.execute("PRAGMA data_version");
    const version = Number(rows[0]?.data_version);
    const written = before !== undefined && before !== version;
    before = version;
    return written;
  };
}
