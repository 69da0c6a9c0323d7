import { expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { jobs } from "@/db/schema";
import { enqueue } from "@/lib/jobs/jobs";
import { createWorker, type Handler } from "@/lib/jobs/worker";
import { storesForTest } from "../support/libsql";

const minute = 60_000;
const now = new Date("2026-11-01T12:00:00Z");

async function twoNodes() {
  const { primary } = await storesForTest();
  const nodes = [await openDatabase({ url: primary.url }), await openDatabase({ url: primary.url })] as const;
  await migrateDatabase(nodes[0]);
  const wanted = (subject: number, host: string | null = null) =>
    nodes[0].write((db) => enqueue({ db, now }, { kind: "check-source", subject, host }));
  const worker = (node: 0 | 1, handler: Handler, at = now) =>
    createWorker({
      db: nodes[node],
      handlers: { "check-source": handler },
      refresh: async () => {},
      now: () => at,
      chance: () => 0.5,
      rest: 0,
    });
  return { nodes, wanted, worker };
}

test("what waits on one server is done once, however many nodes work", async () => {
  const { nodes, wanted, worker } = await twoNodes();
  for (let subject = 1; subject <= 40; subject += 1) await wanted(subject);
  const done: number[] = [];
  const handler: Handler = async (_, subject) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    done.push(subject);
    return null;
  };
  await Promise.all([worker(0, handler).drain(), worker(1, handler).drain()]);
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(await nodes[0].select().from(jobs)).toEqual([]);
});

test("a site that one node asks is not asked by another meanwhile", async () => {
  const { wanted, worker } = await twoNodes();
  for (let subject = 1; subject <= 8; subject += 1) await wanted(subject, "one.example");
  let open = 0;
  let most = 0;
  const handler: Handler = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 20));
    open -= 1;
    return null;
  };
  const [one, other] = [worker(0, handler), worker(1, handler)];
  await Promise.all([one.drain(), other.drain()]);
  await one.drain();
  expect(most).toBe(1);
});

test("what a node had begun when it died is taken over by another", async () => {
  const { wanted, worker } = await twoNodes();
  await wanted(1);
  const begun = new Promise<void>((resolve) => {
    // It never ends, as if the process had.
    void worker(0, () => new Promise(() => resolve())).drain();
  });
  await begun;
  const done: number[] = [];
  const handler: Handler = async (_, subject) => {
    done.push(subject);
    return null;
  };
  await worker(1, handler).drain();
  expect(done).toEqual([]);
  await worker(1, handler, new Date(now.getTime() + 6 * minute)).drain();
  expect(done).toEqual([1]);
});
