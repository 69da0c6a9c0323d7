import { copyFile, mkdir, open, readFile, rename, rmdir, stat } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { inOneSync } from "@/db/one-sync";
import { accounts } from "@/db/schema";
import { asRefusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { moot } from "../support/moot";

/** A database that writes down what happens to it, in order. */
async function noted() {
  const { file: empty } = await moot();
  // One that nobody else has open.
  const file = `${empty}-own`;
  await copyFile(empty, file);
  const happened: string[] = [];
  const db = await openDatabase({ url: `file:${file}`, onSync: () => happened.push("on the disk") });
  onTestFinished(() => db.close());
  return { file, happened, db };
}

const add = (db: Database, name: string) =>
  db.write(async (tx) => {
    await tx.insert(accounts).values({ id: newId(), name, nameSkeleton: name, createdAt: new Date() });
    if (name === "nobody") throw new Error("nobody is no name");
  });

const names = async (db: Database) =>
  (await db.select({ name: accounts.name }).from(accounts).orderBy(accounts.name)).map(({ name }) => name);

test("what is written is on the disk before anybody is told so", async () => {
  const { db, happened } = await noted();
  await add(db, "ada").then(() => happened.push("answered"));
  expect(happened).toEqual(["on the disk", "answered"]);
});

test("so is the name of the log it is in, once", async () => {
  const { db, file } = await noted();
  const any = await open(file);
  const sync = vi.spyOn(Object.getPrototypeOf(any), "sync");
  onTestFinished(() => sync.mockRestore());
  await any.close();
  await add(db, "ada");
  await add(db, "ben");
  expect(sync).toHaveBeenCalledTimes(1);
});

test("many who write at once share a few waits for the disk; one who fails undoes nobody else's", async () => {
  const { db, happened } = await noted();
  const people = ["ada", "ben", "nobody", "cyd", "dan", "eve"];
  const ends = await Promise.allSettled(people.map((name) => add(db, name)));
  expect(ends.map(({ status }) => status === "fulfilled")).toEqual(people.map((name) => name !== "nobody"));
  expect(await names(db)).toEqual(people.filter((name) => name !== "nobody"));
  expect(happened.length).toBeLessThan(people.length - 1);
});

test("where the disk does not take it, nobody is told that it is kept, and it works again when it does", async () => {
  const { db, file } = await noted();
  await db.clients.reader.execute("select 1 from accounts");
  // SQLite goes on with the log that it has open; what is synced is what bears its name.
  await rename(`${file}-wal`, `${file}-elsewhere`);
  await mkdir(`${file}-wal`);
  const refused = await add(db, "ada").catch(asRefusal);
  expect(refused).toMatchObject({ status: 503, code: "store.outcome_unknown" });
  const { size } = await stat(`${file}-elsewhere`);
  await rmdir(`${file}-wal`);
  await rename(`${file}-elsewhere`, `${file}-wal`);
  await add(db, "ben");
  expect(await names(db)).toEqual(["ada", "ben"]);
  // A log in which something may be missing is no longer relied upon: all of it is in the file, and another was begun.
  expect((await stat(`${file}-wal`)).size).toBeLessThan(1.5 * size);
});

test("a sync is shared only by those who wrote before it began", async () => {
  const ends: (() => void)[] = [];
  const { sync } = inOneSync(() => new Promise((resolve) => ends.push(resolve)));
  const done: string[] = [];
  const wait = (name: string) => sync().then(() => done.push(name));
  const all = [wait("ada"), wait("ben"), wait("cyd")];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await all[0];
  expect(done).toEqual(["ada"]);
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.();
  await Promise.all(all);
  expect(done).toEqual(["ada", "ben", "cyd"]);
});

test("who would rather write with others waits for the sync under way, or until somebody else wants the next", async () => {
  const ends: (() => void)[] = [];
  const { sync, lastCall } = inOneSync(() => new Promise((resolve) => ends.push(resolve)));
  await lastCall();
  const happened: string[] = [];
  const first = sync();
  const called = lastCall().then(() => happened.push("called"));
  await new Promise((resolve) => setTimeout(resolve));
  happened.push("the sync ends");
  ends[0]?.();
  await Promise.all([first, called]);
  expect(happened).toEqual(["the sync ends", "called"]);

  const second = sync();
  const calledAgain = lastCall();
  const third = sync();
  await calledAgain;
  await lastCall();
  ends[1]?.();
  await expect.poll(() => ends.length).toBe(3);
  ends[2]?.();
  await Promise.all([second, third]);
});

test("who waits behind a sync that fails gets one of their own", async () => {
  let count = 0;
  const { sync } = inOneSync(async () => {
    count += 1;
    if (count === 1) throw new Error("the disk is gone for a moment");
  });
  const ends = await Promise.allSettled([sync(), sync()]);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});

test("what was written comes into the database's file by itself, and all of it is there after a close", {
  timeout: 40_000,
}, async () => {
  const { db, file } = await noted();
  const inFile = async () => (await stat(file)).mtimeMs;
  const before = await inFile();
  await add(db, "ada");
  expect(await inFile()).toBe(before);
  await expect.poll(inFile, { timeout: 30_000, interval: 5 }).not.toBe(before);
  await add(db, "ben");
  await db.close();
  await copyFile(file, `${file}-copy`);
  const copy = await openDatabase({ url: `file:${file}-copy` });
  expect(await names(copy)).toEqual(["ada", "ben"]);
  await copy.close();
});

test("the log begins anew though writes never cease", { timeout: 40_000 }, async () => {
  const { db, file } = await noted();
  await db.write((tx) => tx.run("create table pages (page blob)"));
  /** What SQLite writes at the head of each log, another each time. */
  const salt = async () => (await readFile(`${file}-wal`)).toString("hex", 16, 24);
  const first = await salt();
  let over = false;
  const writers = Array.from({ length: 4 }, async () => {
    while (!over) await db.write((tx) => tx.run("insert into pages values (randomblob(100000))"));
  });
  await expect.poll(salt, { timeout: 30_000, interval: 200 }).not.toBe(first);
  over = true;
  await Promise.all(writers);
});
