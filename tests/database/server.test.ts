import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { requireDurable } from "@/db/durable";
import { migrateDatabase, pendingMigrations } from "@/db/migrate";
import { claims } from "@/db/schema";
import { signUp } from "@/lib/accounts/commands";
import { attach, rate } from "@/lib/contributions/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { seed } from "@/lib/interchange/seed";
import { castVote } from "@/lib/votes/commands";
import { storesForTest } from "../support/libsql";
import { layWire } from "../support/wire";

const open = async (url: string, replicas: string[] = []) => openDatabase({ url, replicas });

test("several nodes that start at once on an empty server migrate it once and bring the essay in once", async () => {
  const { primary } = await storesForTest();
  const nodes = await Promise.all([open(primary.url), open(primary.url), open(primary.url)]);
  await Promise.all(nodes.map((db) => migrateDatabase(db)));
  const [db] = nodes;
  if (!db) throw new Error("no node");
  expect(await pendingMigrations(db.clients.reader)).toEqual([]);
  const brought = await Promise.all(nodes.map((db) => seed(db, "starter")));
  expect(brought.filter((one) => one !== null)).toHaveLength(1);
  expect(await db.all(sql`select count(*) as n from essays`)).toEqual([{ n: 1 }]);
  for (const node of nodes) node.close();
});

test("a vote takes one trip to the server, and a rating three: what there is, what becomes of it, and that it is to stay", async () => {
  const { primary } = await storesForTest();
  const wire = await layWire(primary.url);
  onTestFinished(() => wire.close());
  const db = await open(wire.url);
  onTestFinished(() => db.close());
  await migrateDatabase(db);
  await seed(db, "claims");
  const account = async (name: string) =>
    (await signUp(createCtx(db), { name, password: "three trips at most" })).viewer;
  const [ada, ben] = [await account("Ada"), await account("Ben")];
  const [claim] = await db.select().from(claims).limit(1);
  const rebuttal = { kind: "rebuttal", body: { markdown: "It is not." } };
  const { id } = await attach(createCtx(db, ada), claim?.id ?? "", rebuttal);
  await db.write((tx) => tx.run(sql`update contributions set state = 'unreviewed', listed = 1`));
  const trips = async (deed: (ctx: Ctx) => Promise<unknown>) => {
    const before = wire.trips();
    await deed(createCtx(db, ben));
    return wire.trips() - before;
  };
  for (const value of ["agree", "disagree"]) {
    expect(await trips((ctx) => castVote(ctx, claim?.id ?? "", { value }))).toBe(1);
  }
  for (const value of ["convincing", "unconvincing"]) expect(await trips((ctx) => rate(ctx, id, { value }))).toBe(3);
  const ten = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? ada : ben));
  const together = (ctx: Ctx) =>
    Promise.all(ten.map((viewer) => castVote({ ...ctx, viewer }, claim?.id ?? "", { value: "disagree" })));
  // Those who vote at the same time go together.
  expect(await trips(together)).toBe(1);
  // Nothing is left to do: it is told what there is.
  expect(await trips((ctx) => castVote(ctx, claim?.id ?? "", { value: "disagree" }))).toBe(1);
});

test("what comes too late for its transaction is not done in somebody else's", async () => {
  const { primary } = await storesForTest();
  const db = await open(primary.url);
  onTestFinished(() => db.close());
  await db.clients.writer.execute("create table numbers (n integer)");
  const over: Database[] = [];
  await db.write(async (tx) => {
    over.push(tx);
    await tx.run(sql`insert into numbers values (1)`);
  });
  await db.write(async (tx) => {
    await tx.run(sql`insert into numbers values (2)`);
    await expect(over[0]?.run(sql`insert into numbers values (3)`)).rejects.toThrow();
  });
  expect(await db.all(sql`select n from numbers`)).toEqual([{ n: 1 }, { n: 2 }]);
});

test("a server that answers before a write is on its disk is refused", async () => {
  const { primary, admin } = await storesForTest();
  const db = await open(primary.url);
  await requireDurable(db);
  const config = `${admin}/v1/namespaces/default/config`;
  const now = (await (await fetch(config)).json()) as object;
  await fetch(config, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...now, durability_mode: "relaxed" }),
  });
  db.close();
  const later = await open(primary.url);
  await expect(requireDurable(later)).rejects.toThrow(/durability_mode/);
  later.close();
});
