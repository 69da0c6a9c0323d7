import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { createCtx } from "@/lib/ctx";
import { seed } from "@/lib/interchange/seed";
import { indexClaim } from "@/lib/search/indexing";
import { search } from "@/lib/search/queries";
import { mergePieces, startTidying } from "@/lib/search/tidying";
import { contributionOf, essayWithClaims } from "../support/debate";
import { wordsOf } from "../support/dump";
import { storesForTest } from "../support/libsql";
import { moot } from "../support/moot";

/** How many pieces the index is in. */
async function pieces({ clients: { reader } }: Database): Promise<number> {
  const { rows } = await reader.execute("select count(distinct segid) as count from search_index_idx");
  return Number(rows[0]?.count);
}

async function setting(texts: number) {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  for (let i = 0; i < texts; i += 1) await contributionOf(m.db, claim, ada, { text: `Zebra ${i}.` });
  return { ...m, claim, ada };
}

test("no commit merges the index, as long as there are few pieces of it", async () => {
  const { db } = await setting(12);
  expect(await pieces(db)).toBeGreaterThan(12);
});

test("the pieces are merged step by step, and hold the same", async () => {
  const { db, as } = await setting(14);
  const [before, kept] = [await pieces(db), await wordsOf(db)];
  let steps = 0;
  while (await mergePieces(db)) steps += 1;
  expect(steps).toBeGreaterThan(0);
  expect(await pieces(db)).toBeLessThan(before / 2);
  expect(await wordsOf(db)).toEqual(kept);
  expect((await search(await as(null), { q: "zebra 7" })).items).toHaveLength(1);
});

test("a libSQL server's pieces are merged alike", async () => {
  const { primary } = await storesForTest();
  const db = await openDatabase({ url: primary.url });
  onTestFinished(() => db.close());
  await migrateDatabase(db);
  await seed(db, "starter");
  const claims = await db.all<{ rowId: number }>(sql`select row_id as rowId from claims`);
  for (const { rowId } of claims) await db.write((tx) => indexClaim(tx, rowId));
  const [before, kept] = [await pieces(db), await search(createCtx(db), { q: "open" })];
  while (await mergePieces(db));
  expect(await pieces(db)).toBeLessThan(before);
  expect(await search(createCtx(db), { q: "open" })).toEqual(kept);
});

test("a server does so by itself, when it starts and when something was attached", async () => {
  const { db, claim, ada } = await setting(14);
  const tidying = startTidying(db);
  await vi.waitFor(async () => expect(await pieces(db)).toBeLessThan(8), { timeout: 10_000, interval: 100 });
  for (let i = 0; i < 12; i += 1) await contributionOf(db, claim, ada, { text: `Horse ${i}.` });
  await vi.waitFor(async () => expect(await pieces(db)).toBeLessThan(8), { timeout: 10_000, interval: 100 });
  await tidying.stop();
});
