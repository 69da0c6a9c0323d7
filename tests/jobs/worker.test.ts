import { expect, test } from "vitest";
import { jobs } from "@/db/schema";
import { enqueue } from "@/lib/jobs/jobs";
import { backOff, createWorker, type Handler } from "@/lib/jobs/worker";
import { moot } from "../support/moot";

type Moot = Awaited<ReturnType<typeof moot>>;
const minute = 60_000;

const workerOf = (m: Moot, handler: Handler, more: { size?: number } = {}) =>
  createWorker({
    db: m.db,
    handlers: { "check-source": handler, "find-archive": handler },
    refresh: async () => {},
    now: () => m.clock.now,
    chance: () => 0.5,
    rest: 0,
    ...more,
  });

const wanted = (m: Moot, subject: number, host: string | null = null, dueAt?: Date) =>
  m.db.write((db) =>
    enqueue({ db, now: m.clock.now }, { kind: "check-source", subject, host, ...(dueAt && { dueAt }) }),
  );

const later = (m: Moot, ms: number) => {
  m.clock.now = new Date(m.clock.now.getTime() + ms);
};

const rows = (m: Moot) => m.db.select().from(jobs);

test("what is due is done once, in its order, and is gone; what is not waits", async () => {
  const m = await moot();
  const tomorrow = new Date(m.clock.now.getTime() + 24 * 60 * minute);
  await wanted(m, 1, null, new Date(m.clock.now.getTime() - 1));
  await wanted(m, 2, null, new Date(m.clock.now.getTime() - 2));
  await wanted(m, 3, null, tomorrow);
  const done: number[] = [];
  const worker = workerOf(m, async (_, subject) => {
    done.push(subject);
    return null;
  });
  await worker.drain();
  expect(done).toEqual([2, 1]);
  expect((await rows(m)).map(({ subject }) => subject)).toEqual([3]);
});

test("a job that is wanted twice is one", async () => {
  const m = await moot();
  await wanted(m, 1);
  await wanted(m, 1);
  expect(await rows(m)).toHaveLength(1);
});

test("a command that is rolled back leaves nothing to do", async () => {
  const m = await moot();
  const failed = m.db.write(async (db) => {
    await enqueue({ db, now: m.clock.now }, { kind: "check-source", subject: 1, host: null });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await rows(m)).toEqual([]);
});

test("a job that fails is put off longer each time, with its reason, and begins anew once it succeeds", async () => {
  const m = await moot();
  await wanted(m, 1);
  let broken = true;
  const worker = workerOf(m, async () => {
    if (broken) throw new Error("the site is upset");
    return new Date(m.clock.now.getTime() + minute);
  });
  const waits: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    await worker.drain();
    const [row] = await rows(m);
    expect(row).toMatchObject({ attempts: i + 1, lastError: "the site is upset" });
    waits.push(((row?.dueAt.getTime() ?? 0) - m.clock.now.getTime()) / minute);
    m.clock.now = row?.dueAt ?? m.clock.now;
  }
  expect(waits).toEqual([5, 60, 720, 720]);
  broken = false;
  await worker.drain();
  expect((await rows(m))[0]).toMatchObject({ attempts: 0, lastError: null });
});

test("chance keeps those that failed together from coming back together", () => {
  expect(backOff(1, 0)).toBe(3.75 * minute);
  expect(backOff(1, 1)).toBe(6.25 * minute);
});

test("a job in whose midst the process died is due again, a while later", async () => {
  const m = await moot();
  await wanted(m, 1);
  let begun = () => {};
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  // It never ends, as if the process had.
  void workerOf(m, () => new Promise(begun)).drain();
  await underWay;
  const done: number[] = [];
  const after = workerOf(m, async (_, subject) => {
    done.push(subject);
    return null;
  });
  await after.drain();
  expect(done).toEqual([]);
  later(m, 6 * minute);
  await after.drain();
  expect(done).toEqual([1]);
});

test("a job that a stop cuts off is taken up at once by the next start", async () => {
  const m = await moot();
  await wanted(m, 1);
  let begun = () => {};
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stopped = workerOf(m, async ({ signal }) => {
    begun();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    signal.throwIfAborted();
    return null;
  });
  stopped.start();
  await underWay;
  await stopped.stop();
  expect((await rows(m))[0]).toMatchObject({ attempts: 0, dueAt: m.clock.now });
  let attempt = -1;
  await workerOf(m, async (ctx) => {
    attempt = ctx.attempt;
    return null;
  }).drain();
  expect(attempt).toBe(0);
});

test("what is wanted anew while it is under way is done anew", async () => {
  const m = await moot();
  await wanted(m, 1);
  let times = 0;
  await workerOf(m, async () => {
    times += 1;
    if (times === 1) await wanted(m, 1);
    return null;
  }).drain();
  expect(times).toBe(2);
  expect(await rows(m)).toEqual([]);
});

test("of one host there is never more than one, and of all hosts only so many", async () => {
  const m = await moot();
  for (let i = 1; i <= 12; i += 1) await wanted(m, i, i <= 6 ? "one.example" : `${i}.example`);
  const open = new Map<string, number>();
  let most = 0;
  let mostOfOne = 0;
  const worker = workerOf(
    m,
    async (_, subject) => {
      const host = subject <= 6 ? "one.example" : `${subject}.example`;
      open.set(host, (open.get(host) ?? 0) + 1);
      most = Math.max(
        most,
        [...open.values()].reduce((a, b) => a + b, 0),
      );
      mostOfOne = Math.max(mostOfOne, open.get("one.example") ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open.set(host, (open.get(host) ?? 1) - 1);
      return null;
    },
    { size: 3 },
  );
  await worker.drain();
  expect(await rows(m)).toEqual([]);
  expect(most).toBe(3);
  expect(mostOfOne).toBe(1);
});

test("no job holds the lock that writers wait for", async () => {
  const m = await moot();
  await wanted(m, 1);
  let wrote = false;
  await workerOf(m, async () => {
    await m.person("Ada");
    wrote = true;
    return null;
  }).drain();
  expect(wrote).toBe(true);
});

test("a worker that runs hears of what is enqueued", async () => {
  const m = await moot();
  let done = () => {};
  const happened = new Promise<void>((resolve) => {
    done = resolve;
  });
  const worker = workerOf(m, async () => {
    done();
    return null;
  });
  worker.start();
  await wanted(m, 1);
  await happened;
  await worker.stop();
});
