import { type FileHandle, open } from "node:fs/promises";
import { inOneSync } from "./one-sync";

/**
 * SQLite's write-ahead log, as a file: a commit is in it, and `sync` waits until the disk has it, without holding up the
 * event loop. SQLite's locks are not on this file, so that closing it here lets none of them go.
 */
export function openLog(database: string, onSync: (took: number) => void = () => {}) {
  let file: Promise<FileHandle> | undefined;

  const sync = inOneSync(async () => {
    const began = performance.now();
    file ??= open(`${database}-wal`, "r+");
    await (await file).datasync();
    onSync(performance.now() - began);
  });

  return {
    sync,
    /** For when the log may be another file from now on. */
    close(): void {
      file?.then((handle) => handle.close()).catch(() => {});
      file = undefined;
    },
  };
}
