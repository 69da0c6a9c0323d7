import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { runDb } from "@/cli/db";
import { type Database, openDatabase } from "@/db/client";
import { own } from "@/db/ownership";
import { accounts, claims, contributions, jobs, revisions } from "@/db/schema";
import { enqueue } from "@/lib/jobs/jobs";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { testFolder } from "../support/folder";
import { moot } from "../support/moot";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm run db -- …` as the operator types it, and what the terminal says. */
async function db(database: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const said: string[] = [];
  const code = await runDb(args, { DATABASE_URL: `file:${database}`, SEED: "none" }, (...lines) => said.push(...lines));
  return { code, out: said.join("\n") };
}

/** The same in a process of its own. */
function dbElsewhere(database: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const env = { ...process.env, DATABASE_URL: `file:${database}` };
  return new Promise((resolve) =>
    execFile(process.execPath, ["--import", "tsx", "cli/db.ts", ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
    ),
  );
}

/** An operator's data folder with a debate in it: one claim, Ada's evidence, Ben's rebuttal of it, a vote. */
async function debate() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Weights are not source."]);
  if (!claim) throw new Error("no claim");
  const evidence = await contributionOf(m.db, claim, await m.person("Ada"), { text: "A study of licences." });
  const rebuttal = await contributionOf(m.db, claim, await m.person("Ben"), { kind: "rebuttal", parent: evidence });
  await castVote(await m.as("Cem"), claim.id, { value: "agree" });
  return { ...m, folder: path.dirname(m.file), claim, evidence, rebuttal };
}

async function emptyFolder(): Promise<string> {
  const folder = await testFolder("operator");
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function namesIn(file: string): Promise<string[]> {
  const opened = await openDatabase({ url: `file:${file}` });
  const rows = await opened.select({ name: accounts.name }).from(accounts).orderBy(accounts.rowId);
  opened.close();
  return rows.map((row) => row.name);
}

/** As if the code had been updated, and the tables not yet. */
const forgetLastMigration = (db: Database) =>
  db.clients.writer.execute(
    "DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)",
  );

const add = (m: Awaited<ReturnType<typeof debate>>, name: string) => m.person(name);

test("An operator migrates an empty folder, and once more without harm", async () => {
  const file = path.join(await emptyFolder(), "data", "moot.db");
  const first = await db(file, "migrate");
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining("Applied 0000_first.") });
  expect(await db(file, "migrate")).toMatchObject({ code: 0, out: "The tables are up to date." });
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
});

test("An operator backs up while Moot writes, and gets one moment of it", { timeout: 60_000 }, async () => {
  const m = await debate();
  const ownership = await own(`file:${m.file}`);
  onTestFinished(() => ownership.release());
  const target = path.join(m.folder, "backups", "monday.db");
  const made = dbElsewhere(m.file, "backup", target);
  let done = false;
  void made.then(() => (done = true));
  for (let i = 0; !done; i++) {
    await add(m, `writer-${i}`);
    await new Promise(setImmediate);
  }
  expect(await made).toMatchObject({ code: 0 });
  const names = await namesIn(target);
  expect(names.slice(0, 3)).toEqual(["Ada", "Ben", "Cem"]);
  expect(names.slice(3)).toEqual(names.slice(3).map((_, i) => `writer-${i}`));
  expect((await stat(target)).mode & 0o777).toBe(0o600);
});

test("A backup takes no file that is there, unless the operator asks", async () => {
  const m = await debate();
  const target = path.join(m.folder, "kept.db");
  await writeFile(target, "somebody's thesis");
  const refused = await db(m.file, "backup", target);
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining("--force") });
  expect(await readFile(target, "utf8")).toBe("somebody's thesis");
  expect(await db(m.file, "backup", target, "--force")).toMatchObject({ code: 0 });
  expect(await namesIn(target)).toContain("Ada");
});

test("There is nothing to back up or check where there is no database, and none is made", async () => {
  const folder = await emptyFolder();
  expect(await db(path.join(folder, "moot.db"), "backup", path.join(folder, "b.db"))).toMatchObject({ code: 1 });
  expect(await db(path.join(folder, "moot.db"), "check")).toMatchObject({ code: 1 });
  expect(await readdir(folder)).toEqual([]);
});

test("An operator restores a backup; the database it replaces is kept", async () => {
  const m = await debate();
  const target = path.join(m.folder, "monday.db");
  await db(m.file, "backup", target);
  await add(m, "Tuesday");
  await m.db.close();
  const restored = await db(m.file, "restore", target);
  expect(restored).toMatchObject({ code: 0 });
  expect(await namesIn(m.file)).toEqual(["Ada", "Ben", "Cem"]);
  const kept = (await readdir(m.folder)).filter((name) => name.startsWith("moot.db.before-"));
  expect(kept).toHaveLength(1);
  expect(await namesIn(path.join(m.folder, kept[0] ?? ""))).toContain("Tuesday");
  expect(await db(m.file, "check")).toMatchObject({ code: 0 });
});

test("An operator restores into an empty folder of another machine", async () => {
  const m = await debate();
  const target = path.join(m.folder, "monday.db");
  await db(m.file, "backup", target);
  const file = path.join(await emptyFolder(), "data", "moot.db");
  expect(await db(file, "restore", target)).toMatchObject({ code: 0 });
  expect(await namesIn(file)).toEqual(["Ada", "Ben", "Cem"]);
});

test("What a database in use wrote last comes along from the log copied beside it", async () => {
  const m = await debate();
  const folder = await emptyFolder();
  await copyFile(m.file, path.join(folder, "copy.db"));
  await copyFile(`${m.file}-wal`, path.join(folder, "copy.db-wal"));
  expect(await db(path.join(folder, "moot.db"), "restore", path.join(folder, "copy.db"))).toMatchObject({ code: 0 });
  expect(await namesIn(path.join(folder, "moot.db"))).toEqual(["Ada", "Ben", "Cem"]);
});

test("Nothing is restored or migrated under a Moot that runs", async () => {
  const m = await debate();
  const target = path.join(m.folder, "monday.db");
  await db(m.file, "backup", target);
  await add(m, "Tuesday");
  await forgetLastMigration(m.db);
  const ownership = await own(`file:${m.file}`);
  for (const args of [["restore", target], ["migrate"], ["seed"]]) {
    const refused = await db(m.file, ...args);
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining(`process ${process.pid}`) });
  }
  expect(await namesIn(m.file)).toContain("Tuesday");
  await ownership.release();
});

test("A second process on the same database is refused, until the first one lets go", { timeout: 60_000 }, async () => {
  const m = await debate();
  const first = await own(`file:${m.file}`);
  const backup = path.join(m.folder, "monday.db");
  await db(m.file, "backup", backup);
  await m.db.close();
  expect(await dbElsewhere(m.file, "restore", backup)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/Another Moot \(process \d+\) has .* open/),
  });
  await first.release();
  expect(await dbElsewhere(m.file, "restore", backup)).toMatchObject({ code: 0 });
});

test("Nothing that isn't a backup of Moot takes the database's place", async () => {
  const m = await debate();
  // What was written last goes from the log into the file now, and not when the next command opens it.
  await m.db.clients.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  await m.db.close();
  const before = await readFile(m.file);
  const other = path.join(m.folder, "other.db");
  const [text, torn, foreign, newer] = ["text", "torn", "foreign", "newer"].map((n) => path.join(m.folder, `${n}.db`));
  if (!text || !torn || !foreign || !newer) throw new Error("no names");
  await writeFile(text, "not a database at all, though long enough to look at".repeat(100));
  await db(m.file, "backup", other);
  const whole = await readFile(other);
  await writeFile(torn, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(8192, 7), whole.subarray(16384)]));
  const foreignDb = await openDatabase({ url: `file:${foreign}` });
  await foreignDb.clients.writer.execute("CREATE TABLE recipes (name TEXT)");
  await foreignDb.close();
  await copyFile(other, newer);
  const newerDb = await openDatabase({ url: `file:${newer}` });
  await newerDb.clients.writer.execute(
    "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)",
  );
  await newerDb.close();
  const said = [
    [text, "not an SQLite database"],
    [torn, "damaged"],
    [foreign, "not a database of Moot"],
    [newer, "comes from a newer Moot"],
    [path.join(m.folder, "gone.db"), "no file"],
    [m.file, "the database itself"],
  ] as const;
  for (const [file, sentence] of said) {
    expect(await db(m.file, "restore", file)).toMatchObject({ code: 1, out: expect.stringContaining(sentence) });
  }
  expect((await readFile(m.file)).equals(before)).toBe(true);
  expect((await readdir(m.folder)).filter((name) => /restoring|before/.test(name))).toEqual([]);
});

test("A database that is damaged can still be replaced, and is kept with its log", async () => {
  const m = await debate();
  const target = path.join(m.folder, "monday.db");
  await db(m.file, "backup", target);
  await m.db.close();
  await writeFile(m.file, "the disk ate it");
  expect(await db(m.file, "restore", target)).toMatchObject({ code: 0 });
  expect(await namesIn(m.file)).toEqual(["Ada", "Ben", "Cem"]);
});

test("A sound database is said to be so", async () => {
  const m = await debate();
  expect(await db(m.file, "check")).toMatchObject({ code: 0, out: expect.stringContaining("All is well") });
});

test("A check names every count that is off, changes nothing, and mends it when asked", async () => {
  const m = await debate();
  const { claim, evidence, rebuttal } = m;
  await m.db.write(async (tx) => {
    await tx.update(claims).set({ agree: 7, rebuttals: 0 }).where(eq(claims.rowId, claim.rowId));
    await tx.update(contributions).set({ answers: 5 }).where(eq(contributions.rowId, evidence.rowId));
    await tx.update(contributions).set({ listed: false, wilson: 0.5 }).where(eq(contributions.rowId, rebuttal.rowId));
  });
  const found = await db(m.file, "check");
  expect(found.code).toBe(1);
  for (const sentence of [
    `The claim ${claim.id} says agree 7; counted anew it is 1.`,
    `The claim ${claim.id} says rebuttals 0; counted anew it is 1.`,
    `The contribution ${evidence.id} says answers 5; counted anew it is 1.`,
    `The contribution ${rebuttal.id} says listed 0; counted anew it is 1.`,
    `The contribution ${rebuttal.id} says wilson 0.5; counted anew it is 0.`,
  ]) {
    expect(found.out).toContain(sentence);
  }
  expect(found.out.trim().split("\n")).toHaveLength(5);
  expect(await db(m.file, "check")).toEqual(found);
  expect(await db(m.file, "check", "--repair")).toMatchObject({ code: 0, out: expect.stringContaining("All is well") });
  const [mended] = await m.db.select().from(claims).where(eq(claims.rowId, claim.rowId));
  expect(mended).toMatchObject({ agree: 1, rebuttals: 1, supporting: 1 });
});

test("A check names what is off in the record of somebody's flags, and mends it when asked", async () => {
  const m = await debate();
  const bea = await m.person("bea");
  await m.db.write(async (tx) => {
    await tx.update(accounts).set({ flagsUpheld: 3 }).where(eq(accounts.rowId, bea.rowId));
  });
  const found = await db(m.file, "check");
  expect(found.code).toBe(1);
  expect(found.out).toContain(`The account ${bea.id} says flags_upheld 3; counted anew it is 0.`);
  expect(await db(m.file, "check", "--repair")).toMatchObject({ code: 0, out: expect.stringContaining("All is well") });
});

test("A check finds words that search lacks, has too many of, or has of another wording", async () => {
  const m = await debate();
  const { evidence, rebuttal, claim } = m;
  await m.db.write(async (tx) => {
    await tx.run(sql`delete from search_index where rowid = ${claim.rowId * 2}`);
    await tx.update(revisions).set({ text: "Reworded." }).where(eq(revisions.contribution, evidence.rowId));
    await tx
      .update(contributions)
      .set({ state: "withdrawn", listed: false })
      .where(eq(contributions.rowId, rebuttal.rowId));
    await tx.update(contributions).set({ answers: 0 }).where(eq(contributions.rowId, evidence.rowId));
    await tx.update(claims).set({ rebuttals: 0 }).where(eq(claims.rowId, claim.rowId));
  });
  const found = await db(m.file, "check");
  expect(found).toMatchObject({ code: 1 });
  expect(found.out.trim().split("\n").sort()).toEqual(
    [
      `Search does not have the words of the claim ${claim.id}.`,
      `Search does not have the words of the contribution ${evidence.id}.`,
      `Search does not have the words of the contribution ${rebuttal.id}.`,
      `The queue does not have the contribution ${rebuttal.id} as it should.`,
    ].sort(),
  );
  expect(await db(m.file, "check", "--repair")).toMatchObject({ code: 0 });
});

test("A check passes over the words of a claim that wait to be indexed anew", async () => {
  const { evidence, rebuttal, claim, ...m } = await debate();
  await m.db.write(async (tx) => {
    const rowIds = [claim.rowId * 2, evidence.rowId * 2 + 1, rebuttal.rowId * 2 + 1];
    await tx.run(sql`delete from search_index where rowid in ${rowIds}`);
    await enqueue({ db: tx, now: new Date() }, { kind: "index-claim", subject: claim.rowId, host: null });
  });
  expect(await db(m.file, "check")).toMatchObject({ code: 0 });
  await m.db.write((tx) => tx.delete(jobs));
  expect((await db(m.file, "check")).out.match(/Search does not have the words/g)).toHaveLength(3);
});

test("A check finds what the desk's queue lacks, has too much of, or has otherwise than it is", async () => {
  const m = await debate();
  const { evidence, rebuttal, claim } = m;
  const settled = await contributionOf(m.db, claim, await m.person("Cem"), { state: "rejected" });
  await m.db.write(async (tx) => {
    await tx.run(sql`delete from queue_entries where contribution = ${evidence.rowId}`);
    await tx.run(sql`update queue_entries set flag_weight = 3 where contribution = ${rebuttal.rowId}`);
    await tx.run(sql`insert into queue_entries
      (contribution, essay, claim, kind, state, author, flag_weight, day, newcomer, since)
      select row_id, 1, claim, kind, state, author, 0, 1, 0, 1 from contributions where row_id = ${settled.rowId}`);
  });
  const found = await db(m.file, "check");
  expect(found).toMatchObject({ code: 1 });
  expect(found.out.trim().split("\n")).toEqual(
    [evidence, rebuttal, settled].map(({ id }) => `The queue does not have the contribution ${id} as it should.`),
  );
  expect(await db(m.file, "check", "--repair")).toMatchObject({ code: 0 });
});

test("A check finds a reference that leads nowhere, which counting anew can't mend", async () => {
  const m = await debate();
  await m.db.clients.writer.execute("PRAGMA foreign_keys=OFF");
  await m.db.clients.writer.execute(`UPDATE contributions SET author = 999 WHERE id = '${m.evidence.id}'`);
  const found = await db(m.file, "check", "--repair");
  expect(found).toMatchObject({ code: 1, out: expect.stringContaining("names a row of accounts that is not there") });
});

test("A check asks for the migrations first", async () => {
  const m = await debate();
  await forgetLastMigration(m.db);
  expect(await db(m.file, "check")).toMatchObject({ code: 1, out: expect.stringContaining("npm run db -- migrate") });
});

test("An operator who mistypes is shown what can be typed", async () => {
  const file = path.join(await emptyFolder(), "moot.db");
  for (const args of [[], ["explode"], ["backup"], ["check", "now"], ["toString"]]) {
    expect(await db(file, ...args)).toMatchObject({
      code: 2,
      out: expect.stringContaining("npm run db -- backup FILE"),
    });
  }
  expect(existsSync(file)).toBe(false);
});
