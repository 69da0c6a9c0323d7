import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Queryable } from "@/db/client";
import { type Given, kept } from "@/db/kept";
import { essays, jobs } from "@/db/schema";
import { moot } from "../support/moot";

const values = fc.record({
  title: fc.string({ minLength: 1 }),
  author: fc.option(fc.string()),
  createdAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(8e12) }),
});
const byTitle = (db: Queryable, title: string) => db.select().from(essays).where(eq(essays.title, title));

test("a kept statement brings what Drizzle's own would, whatever it is given", async () => {
  const { db } = await moot();
  let built = 0;
  const keptByTitle = kept((on, { title }: Given<{ title: string }>) => {
    built += 1;
    return on.select().from(essays).where(eq(essays.title, title));
  });
  const keptInsert = kept((on, given: Given<typeof essays.$inferInsert>) => on.insert(essays).values(given));
  let n = 0;
  await fc.assert(
    fc.asyncProperty(values, async (row) => {
      n += 1;
      await db.write((tx) => keptInsert(tx, { ...row, id: `e${n}`, slug: `essay-${n}` }));
      const found = await keptByTitle(db, row);
      expect(found).toEqual(await byTitle(db, row.title));
      expect(found.at(-1)).toMatchObject(row);
    }),
    { numRuns: 50 },
  );
  expect(built).toBe(1);
});

test("a column that is left out the first time is written the next, and the other way round", async () => {
  const { db } = await moot();
  const insert = kept((on, given: Given<typeof essays.$inferInsert>) =>
    on.insert(essays).values(given).returning({ author: essays.author }),
  );
  const createdAt = new Date(0);
  await db.write(async (tx) => {
    expect(await insert(tx, { id: "a", slug: "a", title: "A", createdAt })).toEqual([{ author: null }]);
    expect(await insert(tx, { id: "b", slug: "b", title: "B", createdAt, author: "Ada" })).toEqual([{ author: "Ada" }]);
    expect(await insert(tx, { id: "c", slug: "c", title: "C", createdAt })).toEqual([{ author: null }]);
  });
});

test("a date that is not there is written as nothing", async () => {
  const { db } = await moot();
  const insert = kept((on, given: Given<typeof jobs.$inferInsert>) =>
    on.insert(jobs).values(given).returning({ takenUntil: jobs.takenUntil }),
  );
  const job = { kind: "check-source", host: null, dueAt: new Date(0) };
  await db.write(async (tx) => {
    expect(await insert(tx, { ...job, subject: 1, takenUntil: new Date(1000) })).toEqual([
      { takenUntil: new Date(1000) },
    ]);
    expect(await insert(tx, { ...job, subject: 2, takenUntil: null })).toEqual([{ takenUntil: null }]);
  });
});

test("a kept statement belongs to whoever asks: a transaction sees what it wrote, others do not", async () => {
  const { db } = await moot();
  const all = kept((on, { title }: Given<{ title: string }>) =>
    on.select({ id: essays.id }).from(essays).where(eq(essays.title, title)),
  );
  expect(await all(db, { title: "Mine" })).toEqual([]);
  await expect(
    db.write(async (tx) => {
      await tx.insert(essays).values({ id: "mine", slug: "mine", title: "Mine", createdAt: new Date(0) });
      expect(await all(tx, { title: "Mine" })).toEqual([{ id: "mine" }]);
      expect(await all(db, { title: "Mine" })).toEqual([]);
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  expect(await all(db, { title: "Mine" })).toEqual([]);
});
