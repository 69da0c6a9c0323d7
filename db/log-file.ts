import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { inOneSync } from "./one-sync";

/**
 * SQLite's write-ahead log, as a file: a commit is in it, and `sync` waits until the disk has it, without holding up the
 * event loop. SQLite's locks are not on this file, so that closing it here lets none of them go.
 */
export function openLog(database: string, onSync: (took: number) => void = () => {}) {
  let file: Promise<FileHandle> | undefined;

  const { sync, lastCall } = inOneSync(async () => {
    const began = performance.now();
    file ??= openKnown(`${database}-wal`);
    await (await file).datasync();
    onSync(performance.now() - began);
  });

  return {
    sync,
    lastCall,
    /** For when the log may be another file from now on. */
    close(): void {
      file?.then((handle) => handle.close()).catch(() => {});
      file = undefined;
    },
  };
}

/** A file whose name the disk has as well: SQLite sees to that at its own first sync, which comes after commits here. */
async function openKnown(file: string): Promise<FileHandle> {
  const opened = await open(file, "r+");
  // Windows keeps names by itself, and opens no folder.
  if (process.platform === "win32") return opened;
  const folder = await open(path.dirname(file), "r");
  await folder.sync().finally(() => folder.close());
  return opened;
}
