import { rm } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { testFolder } from "../support/folder";

/** Migrates one empty database; each test starts from a copy of its file. */
export default async function setup(project: TestProject) {
  const folder = await testFolder("tests");
  const file = path.join(folder, "base.db");
  const db = await openDatabase({ url: `file:${file}` });
  await migrateDatabase(db);
  await db.close();
  project.provide("baseDatabase", file);
  return () => rm(folder, { recursive: true, force: true });
}

declare module "vitest" {
  interface ProvidedContext {
    baseDatabase: string;
  }
}
