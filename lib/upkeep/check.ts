import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { desc } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client";
import { fileUrl } from "@/db/file";
import { pendingMigrations } from "@/db/migrate";
import { accounts, claims, contributions } from "@/db/schema";
import { recountClaim, recountPlace, recountRatings } from "@/lib/contributions/recount";
import { recountFlaggers } from "@/lib/curation/close-flags";
import { requeue } from "@/lib/curation/requeue";
import { isOfClaim, reindex, rowIdOf } from "@/lib/search/indexing";
import { recountTally } from "@/lib/votes/recount";
import { snapshot } from "./backup";
import { Problem } from "./problem";
import { fileOf, structuralFaults } from "./soundness";

export type Report = {
  /** A sentence for each thing that is wrong. */
  faults: string[];
  /** Rows whose counts, or whose entry in the queue or the index of words, are wrong; making them anew mends them. */
  mendable: Record<Counted, Set<number>>;
};

/** What is derived from other rows, and so can be counted anew. */
const derived = {
  claims: ["agree", "disagree", "unsure", "earlier_wording", "supporting", "contradicting", "rebuttals"],
  contributions: ["convincing", "unconvincing", "ratings", "wilson", "answers", "listed"],
  accounts: ["flags_decided", "flags_upheld"],
} as const;
type Counted = keyof typeof derived;

/**
 * Looks for what is wrong with a database, without changing it: it is copied, on the copy everything is counted and
 * indexed anew by the code that every write uses, and what differs was wrong. Takes about as much room in the
 * temporary folder as twice the database, and lets others go on meanwhile.
 */
export async function check(url: string): Promise<Report> {
  const file = fileOf(url);
  if (!existsSync(file)) throw new Problem(`There is no database at ${file} yet.`);
  const report: Report = { faults: [], mendable: { claims: new Set(), contributions: new Set(), accounts: new Set() } };
  const stored = createClient({ url: fileUrl(file), timeout: 5000, concurrency: 1 });
  try {
    report.faults.push(...(await structuralFaults(stored)));
    const pending = await pendingMigrations(stored);
    for (const name of pending) report.faults.push(`The migration ${name} is not applied: npm run db -- migrate`);
    // Counting goes by the newest tables, and needs whole ones.
    if (report.faults.length === 0) await compareWithRecount(file, report);
  } finally {
    stored.close();
  }
  return report;
}

async function compareWithRecount(file: string, report: Report): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-check-"));
  const [asIs, anew] = [path.join(folder, "as-is.db"), path.join(folder, "anew.db")];
  try {
    await snapshot(file, asIs);
    await copyFile(asIs, anew);
    const db = await openDatabase({ url: fileUrl(anew) });
    try {
      await recountAll(db);
      await reindex(db);
      const both = db.clients.writer;
      await both.execute("PRAGMA temp_store=FILE");
      await both.execute({ sql: "ATTACH ? AS stored", args: [asIs] });
      for (const table of ["claims", "contributions", "accounts"] as const) await compareCounts(both, table, report);
      await compareWords(both, report);
      await compareQueue(both, report);
    } finally {
      await db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Deepest first, so that each finds settled what it counts. */
async function recountAll(db: Database): Promise<void> {
  await db.write(async (tx) => {
    const all = await tx.select({ rowId: contributions.rowId }).from(contributions).orderBy(desc(contributions.depth));
    // Before the queue, which weighs flags by them.
    await recountFlaggers(tx, await tx.select({ account: accounts.rowId }).from(accounts));
    for (const { rowId } of all) {
      await recountRatings(tx, rowId);
      await recountPlace(tx, rowId);
      await requeue(tx, rowId);
    }
    for (const { rowId } of await tx.select({ rowId: claims.rowId }).from(claims)) {
      await recountTally(tx, rowId);
      await recountClaim(tx, rowId);
    }
  });
}

async function compareCounts(both: Client, table: Counted, report: Report): Promise<void> {
  const columns = derived[table];
  const list = (schema: string) => columns.map((name) => `${schema}.${name}`).join(", ");
  const { rows } = await both.execute(
    `SELECT kept.row_id, kept.id, ${columns.map((name) => `kept.${name} AS kept_${name}, anew.${name} AS anew_${name}`)}
     FROM stored.${table} kept JOIN main.${table} anew USING (row_id)
     WHERE (${list("kept")}) IS NOT (${list("anew")})`,
  );
  for (const row of rows) {
    report.mendable[table].add(Number(row.row_id));
    for (const name of columns) {
      const [kept, counted] = [row[`kept_${name}`], row[`anew_${name}`]];
      if (kept === counted) continue;
      report.faults.push(`The ${singular[table]} ${row.id} says ${name} ${kept}; counted anew it is ${counted}.`);
    }
  }
}

const singular = { claims: "claim", contributions: "contribution", accounts: "account" } as const;

/** Compares the two indexes word by word, but for what waits to be made anew. Row ids tell claims and contributions apart. */
async function compareWords(both: Client, report: Report): Promise<void> {
  for (const schema of ["main", "stored"]) {
    await both.execute(`CREATE VIRTUAL TABLE temp.words_${schema} USING fts5vocab(${schema}, search_index, instance)`);
  }
  const words = (schema: string) => `SELECT doc, col, offset, term FROM temp.words_${schema}`;
  const { rows } = await both.execute(
    `SELECT DISTINCT doc FROM (SELECT * FROM (${words("main")} EXCEPT ${words("stored")})
     UNION ALL SELECT * FROM (${words("stored")} EXCEPT ${words("main")}))
     WHERE NOT EXISTS (SELECT 1 FROM stored.jobs WHERE kind = 'index-claim' AND subject =
       CASE doc % 2 WHEN 0 THEN doc / 2 ELSE (SELECT claim FROM main.contributions WHERE row_id = doc / 2) END)
     ORDER BY doc`,
  );
  for (const { doc } of rows) {
    const rowId = rowIdOf(Number(doc));
    const table: Counted = isOfClaim(Number(doc)) ? "claims" : "contributions";
    report.mendable[table].add(rowId);
    const id = await both.execute({ sql: `SELECT id FROM main.${table} WHERE row_id = ?`, args: [rowId] });
    report.faults.push(`Search does not have the words of the ${singular[table]} ${id.rows[0]?.id ?? `at ${rowId}`}.`);
  }
}

/** Compares what waits for curators with what should. */
async function compareQueue(both: Client, report: Report): Promise<void> {
  const entries = (schema: string) => `
    SELECT contribution, essay, claim, kind, state, author, domain, hold_reason, round(flag_weight, 9), day, newcomer, since
    FROM ${schema}.queue_entries`;
  const { rows } = await both.execute(
    `SELECT DISTINCT d.contribution, c.id FROM (
       SELECT * FROM (${entries("main")} EXCEPT ${entries("stored")})
       UNION ALL SELECT * FROM (${entries("stored")} EXCEPT ${entries("main")})) d
     JOIN main.contributions c ON c.row_id = d.contribution ORDER BY d.contribution`,
  );
  for (const { contribution, id } of rows) {
    report.mendable.contributions.add(Number(contribution));
    report.faults.push(`The queue does not have the contribution ${id} as it should.`);
  }
}
