import { existsSync, statfsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const memory = "/dev/shm";

/** What the tests that run at once may need together, in bytes; a container's own /dev/shm often is too small. */
const enough = 2 * 1024 ** 3;

/**
 * A new folder for a test's files, in memory where there is room: each of thousands of small databases waits for the disk
 * at every write otherwise.
 */
export async function testFolder(name: string): Promise<string> {
  return mkdtemp(path.join(roomInMemory() ? memory : tmpdir(), `moot-${name}-`));
}

function roomInMemory(): boolean {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enough;
}
