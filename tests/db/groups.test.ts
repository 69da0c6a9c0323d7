import { mkdir, open, rename, rmdir } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { asRefusal } from "@/lib/errors";
import { testFolder } from "../support/folder";

/** A file with numbers in it, each at most once where they are `unique`, and how many transactions it took. */
async function numbers({ unique = true } = {}) {
  const file = path.join(await testFolder("groups"), "numbers.db");
  let turns = 0;
  const db = await openDatabase({
    url: `file:${file}`,
    onTurn() {
      turns += 1;
    },
  });
  onTestFinished(() => db.close());
  await db.clients.writer.execute(`create table numbers (n integer ${unique ? "unique" : ""})`);
  const insert = (n: number) => ({ sql: "insert into numbers values (?)", params: [n] });
  const all = async () => (await db.clients.writer.execute("select n from numbers order by n")).rows.map(({ n }) => n);
  return { file, db, insert, all, turns: () => turns };
}

const count = { sql: "select count(*) as n from numbers", params: [] };

test("those who come at once share a transaction in their order, and each hears what it found", async () => {
  const { db, insert, turns } = await numbers();
  const found = await Promise.all(Array.from({ length: 40 }, (_, n) => db.writeAll([insert(n), count])));
  expect(found.map(([, rows]) => rows?.[0]?.n)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  expect(turns()).toBe(3);
});

test("those who come one after the other while the disk is at work share the next one", async () => {
  const { file, db, insert, all, turns } = await numbers();
  const any = await open(file);
  const disk = vi.spyOn(Object.getPrototypeOf(any), "datasync");
  onTestFinished(() => disk.mockRestore());
  await any.close();
  let done = () => {};
  disk.mockImplementationOnce(() => new Promise<void>((resolve) => (done = resolve)));
  const writes = [db.writeAll([insert(0)])];
  await expect.poll(() => disk.mock.calls.length, { interval: 1 }).toBe(1);
  for (let n = 1; n <= 10; n++) {
    writes.push(db.writeAll([insert(n)]));
    await new Promise(setImmediate);
  }
  expect(turns()).toBe(1);
  done();
  await Promise.all(writes);
  expect([turns(), disk.mock.calls.length]).toEqual([2, 2]);
  expect(await all()).toHaveLength(11);
});

test("whatever is refused of one undoes all of it, and nothing of anybody else's", async () => {
  const { db, insert, all } = await numbers();
  const work = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(work, { maxLength: 40 }), async (works) => {
      await db.clients.writer.execute("delete from numbers");
      const ends = await Promise.allSettled(works.map((work) => db.writeAll(work.map(insert))));
      const done = works.filter((_, i) => ends[i]?.status === "fulfilled");
      const refused = works.filter((_, i) => ends[i]?.status === "rejected");
      expect(await all()).toEqual(done.flat().sort((a, b) => a - b));
      for (const work of refused) {
        const twice = new Set(work).size < work.length;
        expect(twice || work.some((n) => done.flat().includes(n))).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("what may have been kept is not written again", async () => {
  const { file, db, insert, all } = await numbers({ unique: false });
  // The disk takes nothing of a log by that name; SQLite goes on with the one that it has open.
  await rename(`${file}-wal`, `${file}-elsewhere`);
  await mkdir(`${file}-wal`);
  const asked = [1, 2, 3].map((n) => db.writeAll([insert(n)]).catch(asRefusal));
  expect((await Promise.all(asked)).map((end) => (end as { code?: string }).code)).toEqual(
    Array(3).fill("store.outcome_unknown"),
  );
  await rmdir(`${file}-wal`);
  await rename(`${file}-elsewhere`, `${file}-wal`);
  expect(await all()).toEqual([1, 2, 3]);
});
