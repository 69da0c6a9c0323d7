import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { database } from "@/lib/database";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { exportAs } from "@/lib/interchange/export";
import { readGiven } from "@/lib/interchange/files";
import { importDebate, planImport, readDebate } from "@/lib/interchange/import";
import {
  type ExportFormat,
  exportFormats,
  type ImportFormat,
  importFormats,
  type Made,
  type Progress,
} from "@/lib/interchange/interchange";
import { operatorCtx } from "@/lib/interchange/operator";
import { migrateUnlessOwned } from "@/lib/upkeep/migrate";

const usage = `Usage:
  npm run debate -- import FILE|FOLDER [--format auto|${importFormats.join("|")}] [--slug SLUG] [--dry-run]
  npm run debate -- export ESSAY [--claim ID] [--format ${exportFormats.join("|")}] [--full] [--output FILE|FOLDER]
Of Polis's format, which has several files, --output names a folder.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    format: { type: "string" },
    slug: { type: "string" },
    claim: { type: "string" },
    full: { type: "boolean", default: false },
    output: { type: "string" },
  },
});

async function importFrom(place: string) {
  const format = values.format ?? "auto";
  if (format !== "auto" && !importFormats.includes(format as ImportFormat)) exitWithUsage();
  const debate = await readDebate(await readGiven(place), format as ImportFormat | "auto");
  console.log(`Read as ${debate.format}.`);
  for (const { file, line, what, message } of debate.report) {
    console.log(
      `  ${file}${line === null ? "" : `:${line}`} ${what === "left-out" ? "left out" : "changed"}: ${message}`,
    );
  }
  const { slug } = values;
  const ctx = await operatorCtx(db);
  if (values["dry-run"]) {
    console.log(summary(await planImport(ctx, debate, slug)));
    console.log("Nothing was kept: this was a dry run.");
    return;
  }
  const progress: Progress = (what, done, total) => console.log(`  ${what}: ${done} of ${total}`);
  const made = await importDebate(ctx, debate, { slug, progress });
  console.log(summary(made));
  console.log(`The essay is at /essays/${made.slug}`);
}

function summary(made: Made): string {
  const lines = [
    `${made.claims} claims, ${made.evidence} pieces of evidence, ${made.rebuttals} rebuttals`,
    `${made.votes} votes, ${made.ratings} ratings, ${made.decisions} decisions, ${made.people} people`,
    ...made.renamed.map(({ from, to }) => `${from} is called ${to} here: the name was taken.`),
    ...(made.newIds > 0 ? [`${made.newIds} ids were taken: links to those lead elsewhere.`] : []),
  ];
  return lines.join("\n");
}

async function exportTo(slug: string) {
  const format = values.format ?? "moot";
  if (!exportFormats.includes(format as ExportFormat)) exitWithUsage();
  if (format === "polis" && values.output === undefined) exitWithUsage();
  const ctx = await operatorCtx(db);
  const scope = values.claim === undefined ? { essay: slug } : { claim: values.claim };
  const site = readEnv().NEXTAUTH_URL;
  const link = (path: string) => (site ? new URL(path, site).href : path);
  const exported = await exportAs(ctx, scope, format as ExportFormat, { view: values.full ? "full" : "public", link });
  for (const { name, text } of exported) {
    if (values.output === undefined) await pipeline(text, process.stdout, { end: false });
    else
      await pipeline(text, createWriteStream(format === "polis" ? await inFolder(values.output, name) : values.output));
  }
}

async function inFolder(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return path.join(folder, name);
}

function exitWithUsage(): never {
  console.error(usage);
  process.exit(2);
}

const [verb, what] = positionals;
if ((verb !== "import" && verb !== "export") || what === undefined) exitWithUsage();

const db = await database();
try {
  await migrateUnlessOwned(db, readEnv().DATABASE_URL);
  await (verb === "import" ? importFrom(what) : exportTo(what));
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Refusal) {
    for (const [path, message] of Object.entries(error.errors ?? {})) console.error(`  ${path}: ${message}`);
  }
} finally {
  await db.close();
}
