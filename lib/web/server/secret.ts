import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Where Moot keeps what is its own: beside the database's file, or in `data/` where the database is a server. */
export function dataFolder(databaseUrl: string): string {
  return databaseUrl.startsWith("file:")
    ? path.dirname(path.resolve(databaseUrl.slice("file:".length)))
    : path.resolve("data");
}

/** The secret that signs sessions: made at the first start, kept in a file that only Moot's user reads. */
export async function keptSecret(folder: string): Promise<string> {
  const file = path.join(folder, "secret");
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await chmod(file, 0o600).catch(() => {});
  }
  return (await readFile(file, "utf8")).trim();
}
