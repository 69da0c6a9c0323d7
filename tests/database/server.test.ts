import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { requireDurable } from "@/db/durable";
import { migrateDatabase, pendingMigrations } from "@/db/migrate";
import { seed } from "@/lib/interchange/seed";
import { storesForTest } from "../support/libsql";

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
