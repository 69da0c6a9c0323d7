import { rm } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fill } from "@/cli/bench/generate/fill";
import { openDatabase } from "@/db/client";
import { permalink } from "@/lib/contributions/queries";
import { createCtx } from "@/lib/ctx";
import { check } from "@/lib/upkeep/check";
import { contents } from "../support/contents";
import { testFolder } from "../support/folder";

const size = { claims: 120, contributions: 400, votes: 1000, seed: 7 };

async function folder() {
  const made = await testFolder("generated");
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function generated(at: string, of = size) {
  const url = `file:${at}`;
  const filled = await fill(url, of, () => {});
  const db = await openDatabase({ url });
  onTestFinished(() => db.close());
  return { url, db, filled };
}

test("a debate made for the bench has every count, state and word as commands would have made them", async () => {
  const { url, db, filled } = await generated(path.join(await folder(), "a.db"));
  expect((await check(url)).faults).toEqual([]);
  const count = async (sql: string) => Object.values((await db.clients.reader.execute(sql)).rows[0] ?? {})[0];
  expect(await count("select count(*) from claims")).toBe(size.claims);
  expect(await count("select count(*) from contributions")).toBe(size.contributions);
  expect(await count("select sum(agree + disagree + unsure) from claims")).toBe(size.votes);
  expect((await permalink(createCtx(db), filled.deepest)).contribution.depth).toBe(10);
}, 60_000);

test("a few of its claims hold most, as in real debates", async () => {
  const { db } = await generated(path.join(await folder(), "a.db"), { ...size, claims: 1100 });
  const { rows } = await db.clients.reader.execute(
    "select agree + disagree + unsure as votes from claims order by votes desc limit 100",
  );
  const essay = await db.clients.reader.execute("select count(*) as count from claims where essay = 1");
  expect(essay.rows[0]?.count).toBe(1000);
  const held = rows.reduce((sum, { votes }) => sum + Number(votes), 0);
  expect(held / size.votes).toBeGreaterThan(0.4);
});

test("the same seed makes the same rows, another one others", async () => {
  const at = await folder();
  const [one, same] = [await generated(path.join(at, "a.db")), await generated(path.join(at, "b.db"))];
  const rows = await contents(one.db);
  expect(await contents(same.db)).toEqual(rows);
  const other = await generated(path.join(at, "c.db"), { ...size, seed: 8 });
  expect(await contents(other.db)).not.toEqual(rows);
}, 60_000);
