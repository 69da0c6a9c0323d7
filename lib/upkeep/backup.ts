import { existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";
import { fileUrl } from "@/db/file";
import { Problem } from "./problem";
import { checkFile, fileOf } from "./soundness";

/**
 * Writes a copy of the database as it is at one moment, while others go on writing to it. It is checked before it gets
 * its name, so that what stands there is a whole backup or none.
 * @returns its size in bytes
 */
export async function backup(url: string, to: string, { replace = false } = {}): Promise<number> {
  const file = fileOf(url);
  if (!existsSync(file)) throw new Problem(`There is no database at ${file} yet.`);
  const target = path.resolve(to);
  if (target === file) throw new Problem("A backup needs a file of its own.");
  if (existsSync(target) && !replace) {
    throw new Problem(`${to} exists already. Name another file, or add --force to replace it.`);
  }
  await mkdir(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.partial`;
  try {
    await snapshot(file, draft);
    await checkFile(draft, "The copy");
    await sync(draft);
    await rename(draft, target);
    await sync(path.dirname(target));
  } finally {
    await rm(draft, { force: true });
  }
  return (await stat(target)).size;
}

/** A consistent copy of a database that may be in use, readable by its owner only: it holds addresses and password hashes. */
export async function snapshot(file: string, to: string): Promise<void> {
  await (await open(to, "wx", 0o600)).close();
  const client = createClient({ url: fileUrl(file), timeout: 5000, concurrency: 1 });
  try {
    await client.execute({ sql: "VACUUM INTO ?", args: [to] });
  } finally {
    client.close();
  }
}

/** Waits until a file, or a folder's list of files, is on the disk. */
export async function sync(what: string): Promise<void> {
  const handle = await open(what, "r");
  await handle.sync().finally(() => handle.close());
}
