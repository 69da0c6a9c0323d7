import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { database } from "@/lib/database";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { importEssay } from "@/lib/interchange/import";
import { operatorCtx } from "@/lib/interchange/operator";
import { migrateUnlessOwned } from "@/lib/upkeep/migrate";

class DryRun extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "dry-run": { type: "boolean", default: false } },
});
const [verb, file] = positionals;
if (verb !== "import" || file === undefined) {
  console.error("Usage: npm run debate -- import FILE [--dry-run]");
  process.exit(2);
}

const db = await database();
try {
  await migrateUnlessOwned(db, readEnv().DATABASE_URL);
  const input: unknown = JSON.parse(await readFile(file, "utf8"));
  const ctx = await operatorCtx(db);
  await db.write(async (tx) => {
    const report = await importEssay({ ...ctx, db: tx }, input);
    console.log(`${report.claims} claims, ${report.evidence} pieces of evidence, ${report.rebuttals} rebuttals`);
    if (values["dry-run"]) throw new DryRun();
    console.log(`The essay is at /essays/${report.slug}`);
  });
} catch (error) {
  if (error instanceof DryRun) {
    console.log("Nothing was kept: this was a dry run.");
  } else {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof Refusal) {
      for (const [path, message] of Object.entries(error.errors ?? {})) console.error(`  ${path}: ${message}`);
    }
  }
} finally {
  db.close();
}
