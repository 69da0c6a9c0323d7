import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@/db/client";
import { fileUrl } from "@/db/file";
import { migrateDatabase } from "@/db/migrate";
import type { Ctx } from "@/lib/ctx";
import { operatorCtx } from "./operator";

/** Does something on an empty Moot that is thrown away afterwards. */
export async function onScratch<T>(now: Date, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-scratch-"));
  const db = await openDatabase({ url: fileUrl(path.join(folder, "moot.db")) });
  try {
    await migrateDatabase(db);
    return await work(await operatorCtx(db, now));
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}
