import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import type { Database } from "@/db/client";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { changes } from "@/db/schema";
import { createCtx, inTransaction, type Tag } from "@/lib/ctx";
import { asRefusal } from "@/lib/errors";
import { createFollower } from "@/lib/web/server/follower";
import { storesForTest } from "../support/libsql";
import { layWire } from "../support/wire";

async function nodeOn(url: string, replicas: string[] = []): Promise<Database> {
  const db = await openDatabase({ url, replicas });
  onTestFinished(() => db.close());
  return db;
}

const numbersIn = async (db: Database): Promise<number[]> =>
  (await db.all<{ n: number }>(sql`select n from numbers order by n`)).map(({ n }) => n);

const write = (db: Database, n: number, ...tags: Tag[]) => {
  const ctx = createCtx(db);
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.run(sql`insert into numbers values (${n})`);
    for (const tag of tags) ctx.touched.add(tag);
  });
};

async function storesWithNumbers(replicas = 1) {
  const stores = await storesForTest({ replicas });
  const db = await nodeOn(stores.primary.url);
  await migrateDatabase(db);
  await db.clients.writer.execute("create table numbers (n integer)");
  return stores;
}

/** Waits until a replica has that. One that has just started answers nothing until it met the primary. */
async function has(replica: { url: string } | undefined, numbers: number[]): Promise<void> {
  const db = await nodeOn(replica?.url ?? "");
  await expect.poll(() => numbersIn(db).catch(() => null), { timeout: 10_000 }).toEqual(numbers);
}

/** A look as each node takes one a second. */
const look = (db: Database) => db.shared?.changes(0);

test("what is the same for everybody is read from the replica, what is somebody's from the primary", async () => {
  const { primary, replicas } = await storesWithNumbers();
  const db = await nodeOn(primary.url, [replicas[0]?.url ?? ""]);
  await write(db, 1);
  await has(replicas[0], [1]);
  await look(db);
  await primary.kill();
  expect(await numbersIn(db.nearest())).toEqual([1]);
  await expect(numbersIn(db)).rejects.toThrow();
});

test("a replica that has not got what this process wrote is not read until it has", async () => {
  const { primary, replicas } = await storesWithNumbers();
  const wire = await layWire(replicas[0]?.url ?? "");
  onTestFinished(() => wire.close());
  const db = await nodeOn(primary.url, [wire.url]);
  await look(db);
  for (let n = 1; n <= 20; n += 1) {
    await write(db, n, "log");
    // Read at once: the replica is some milliseconds behind, and is not looked at in between.
    expect(await numbersIn(db.nearest())).toHaveLength(n);
  }
});

test("one that does not answer is passed over, for the next replica and then for the primary, and used again later", async () => {
  const { primary, replicas } = await storesWithNumbers(2);
  const [first, second] = replicas;
  if (!first || !second) throw new Error("no replicas");
  const db = await nodeOn(primary.url, [first.url, second.url]);
  await write(db, 1);
  await Promise.all([has(first, [1]), has(second, [1])]);
  await look(db);
  await first.kill();
  expect(await numbersIn(db.nearest())).toEqual([1]);
  await second.kill();
  expect(await numbersIn(db.nearest())).toEqual([1]);
  await first.start();
  await has(first, [1]);
  await look(db);
  await primary.kill();
  await expect.poll(() => numbersIn(db.nearest()).catch(() => null), { timeout: 10_000 }).toEqual([1]);
}, 40_000);

test("a write whose connection is cut is refused with when to come back, and the next one finds its way", async () => {
  const { primary } = await storesWithNumbers(0);
  const wire = await layWire(primary.url);
  onTestFinished(() => wire.close());
  const db = await nodeOn(wire.url);
  await write(db, 1);
  const failed = db.write(async (tx) => {
    await tx.run(sql`insert into numbers values (2)`);
    wire.cut();
    await tx.run(sql`insert into numbers values (3)`);
  });
  const refusal = asRefusal(await failed.catch((error: unknown) => error));
  expect(refusal).toMatchObject({ status: 503, code: "store.unavailable", retryAfter: 10 });
  wire.mend();
  await expect
    .poll(
      () =>
        write(db, 4).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true);
  expect(await numbersIn(db)).toEqual([1, 4]);
}, 40_000);

test("where the connection breaks at the commit, nothing is claimed: neither that it is saved nor that it is not", async () => {
  const { primary } = await storesWithNumbers(0);
  const wire = await layWire(primary.url);
  onTestFinished(() => wire.close());
  const db = await nodeOn(wire.url);
  const failed = db.write(async (tx) => {
    await tx.run(sql`insert into numbers values (1)`);
    wire.cut();
  });
  const refusal = asRefusal(await failed.catch((error: unknown) => error));
  expect(refusal).toMatchObject({ status: 503, code: "store.outcome_unknown" });
}, 40_000);

test("statements sent together are all done or none, and one that is refused says why", async () => {
  const { primary } = await storesWithNumbers(0);
  const db = await nodeOn(primary.url);
  const statement = (sql: string, ...params: unknown[]) => ({ sql, params });
  const insert = (n: number) => statement("insert into numbers values (?)", n);
  await db.clients.writer.execute("create unique index once on numbers (n)");
  const found = await db.writeAll([insert(1), statement("select n from numbers where n = ?", 1), insert(2)]);
  expect(found.map((rows) => rows.map(({ n }) => n))).toEqual([[], [1], []]);
  await expect(db.writeAll([insert(3), insert(1), insert(4)])).rejects.toThrow(/UNIQUE/);
  await write(db, 5);
  expect(await numbersIn(db)).toEqual([1, 2, 5]);
  await expect(
    db.write(async (tx) => {
      await tx.writeAll([insert(6)]);
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  expect(await numbersIn(db)).toEqual([1, 2, 5]);
});

test("where the connection breaks under statements sent together, nothing is claimed; where there was none, nothing was done", async () => {
  const { primary } = await storesWithNumbers(0);
  const wire = await layWire(primary.url);
  onTestFinished(() => wire.close());
  const db = await nodeOn(wire.url);
  await write(db, 1);
  const two = { sql: "insert into numbers values (2)", params: [] };
  wire.cut();
  const broken = asRefusal(await db.writeAll([two]).catch((error: unknown) => error));
  expect(broken).toMatchObject({ status: 503, code: "store.outcome_unknown" });
  await wire.close();
  const refused = asRefusal(await db.writeAll([two]).catch((error: unknown) => error));
  expect(refused).toMatchObject({ status: 503, code: "store.unavailable" });
}, 40_000);

test("writes that wait for one which hangs are refused before their turn takes as long as its", async () => {
  const { primary } = await storesWithNumbers(0);
  const wire = await layWire(primary.url);
  onTestFinished(() => wire.close());
  const db = await nodeOn(wire.url);
  await write(db, 1);
  wire.cut();
  const waiting = [2, 3, 4, 5, 6].map((n) => write(db, n).catch((error: unknown) => asRefusal(error)?.code));
  expect(await Promise.all(waiting)).toEqual(Array(5).fill("store.unavailable"));
  // Five that each took the whole patience would take longer than this test may.
}, 12_000);

test("what was touched is written down with the change itself, or not at all, and only so much of it is kept", async () => {
  const { primary } = await storesWithNumbers(0);
  const db = await nodeOn(primary.url);
  await write(db, 1, "log", "claim:abc");
  await write(db, 2);
  await expect(
    inTransaction(createCtx(db), async (ctx) => {
      ctx.touched.add("essays");
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await db.shared?.changes(0)).toEqual({ last: 1, tags: ["log", "claim:abc"], gap: false });
  await db.write((tx) => tx.insert(changes).values({ rowId: 5000, tags: ["essays"] }));
  await write(db, 3, "grades");
  const kept = await db.select({ rowId: changes.rowId }).from(changes);
  expect(kept.map(({ rowId }) => rowId)).toEqual([5000, 5001]);
  expect(await db.shared?.changes(1)).toMatchObject({ gap: true });
  expect(await db.shared?.changes(4999)).toMatchObject({ gap: false, tags: ["essays", "grades"] });
});

test("a node makes fresh what others touched, in its turn or as soon as somebody asks who knows of it", async () => {
  const { primary } = await storesWithNumbers(0);
  const [here, elsewhere] = [await nodeOn(primary.url), await nodeOn(primary.url)];
  await write(elsewhere, 1, "essays");
  const fresh: string[] = [];
  if (!here.shared || !elsewhere.shared) throw new Error("not shared");
  const follower = createFollower(here.shared, async (tags) => void fresh.push(...tags), 50);
  await follower.start();
  onTestFinished(() => follower.stop());
  expect(fresh).toEqual([]);
  await write(elsewhere, 2, "claim:one");
  await expect.poll(() => fresh).toEqual(["claim:one"]);
  follower.stop();
  await write(elsewhere, 3, "claim:two");
  await follower.catchUp(elsewhere.shared.known());
  expect(fresh).toEqual(["claim:one", "claim:two"]);
  // Whoever makes a number up gets the page, and nothing else happens.
  await follower.catchUp(Number.MAX_SAFE_INTEGER);
  expect(fresh).toEqual(["claim:one", "claim:two"]);
});
