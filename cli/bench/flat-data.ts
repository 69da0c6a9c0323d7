import { createReadStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { addByOperator, makeToken, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { scratch } from "./children";
import { password, turnRulesOff } from "./data";
import { type Filled, fill } from "./generate/fill";
import type { Size } from "./generate/plan";

export type BigDebate = { file: string; size: Size; filled: Filled; bytes: number };

/** Rises with what a filled database has otherwise than those that were kept. */
const kept = 2;

/** A debate of that size in a file; made where it is not there yet, and kept for the next time. */
export async function debateOf(
  size: Size,
  say: (line: string) => void,
  file = scratch(`debate-${size.claims}-${size.contributions}-${size.votes}-${size.seed}.${kept}.db`),
): Promise<BigDebate> {
  const about = `${file}.json`;
  if (!existsSync(about)) {
    await mkdir(path.dirname(file), { recursive: true });
    for (const old of [file, `${file}-wal`, `${file}-shm`]) await rm(old, { force: true });
    const filled = await fill(`file:${file}`, size, say);
    await writeFile(`${about}.new`, JSON.stringify({ size, filled }));
    await rename(`${about}.new`, about);
  }
  const { filled } = JSON.parse(await readFile(about, "utf8")) as { filled: Filled };
  return { file, size, filled, bytes: (await stat(file)).size };
}

/**
 * Reads a file once from end to end, so that the system has it in memory as it has that of a server that has run for a while:
 * a page of it that nobody ever read costs a wait for the disk, of a large one first of all.
 */
export async function readThrough(file: string): Promise<void> {
  for await (const _ of createReadStream(file, { highWaterMark: 2 ** 20 }));
}

export type Sitters = { tokens: string[]; moderator: string };

/** People of the bench in that debate, with tokens, and a moderator's token. The rules that would hold them are off. */
export async function seatIn(file: string): Promise<Sitters> {
  const db = await openDatabase({ url: `file:${file}` });
  try {
    await migrateDatabase(db);
    await turnRulesOff(db);
    const stamp = Date.now().toString(36);
    const now = new Date();
    const tokens: string[] = [];
    for (let i = 0; i <= 16; i++) {
      const name = `bench-${stamp}-${i}`;
      const { viewer } = await signUp(createCtx(db, null, now), { name, password });
      if (i === 16) await addByOperator(createCtx(db, null, now), { name, role: "moderator" });
      const as = i === 16 ? { ...viewer, role: "moderator" as const } : viewer;
      tokens.push((await makeToken(createCtx(db, as, now), { name: "bench", scope: "write" })).secret);
    }
    const moderator = tokens.pop() ?? "";
    return { tokens, moderator };
  } finally {
    await db.close();
  }
}
