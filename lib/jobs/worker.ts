import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lte, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { jobs } from "@/db/schema";
import type { Tag } from "@/lib/ctx";
import { log } from "@/lib/log";
import { type JobKind, jobCounts, wakeUp } from "./jobs";

type JobRow = typeof jobs.$inferSelect;

export type JobCtx = {
  db: Database;
  now: () => Date;
  /** A number from 0 up to 1: what keeps many from being due at one moment. */
  chance: () => number;
  /** Aborted when the server stops. */
  signal: AbortSignal;
  /** How many times it was tried before. */
  attempt: number;
  /** What it changed, for the pages that show it. */
  touched: Set<Tag>;
};

/** Does a job. Answers when it is due again, `retry` to have it tried again before long, or null where it is done. */
export type Handler = (ctx: JobCtx, subject: number) => Promise<Date | "retry" | null>;

export type WorkerOptions = {
  db: Database;
  /** What has none waits. */
  handlers: Partial<Record<JobKind, Handler>>;
  refresh: (tags: Tag[]) => Promise<void>;
  now?: () => Date;
  chance?: () => number;
  /** How many at once; of one host never more than one. */
  size?: number;
  /** For how long a host is left alone after it was asked, in ms. */
  rest?: number;
};

const minute = 60_000;

/** For how long a job is left to the process that took it up; none takes that long. */
const turn = 2 * minute;

/** How long after a failure it is tried again: 5 minutes, an hour, then twice a day; up to a quarter sooner or later. */
export function backOff(attempts: number, chance: number): number {
  const wait = Math.min(5 * minute * 12 ** Math.max(0, attempts - 1), 12 * 60 * minute);
  return wait * (0.75 + chance / 2);
}

/**
 * Works the jobs off, the longest due first, a few at once and one a host. Before one begins, it is put off as if it
 * had failed: one that takes the process down with it is due again later, not at once and for ever. Several processes
 * may work at once on one database: who takes a job up writes so down, and where another was faster leaves it.
 */
export function createWorker({
  db,
  handlers,
  refresh,
  now = () => new Date(),
  chance = Math.random,
  size = 4,
  rest = 1000,
}: WorkerOptions) {
  const stopping = new AbortController();
  const running = new Map<number, { host: string | null; done: Promise<void> }>();

  const resting = new Set<string>();

  const free = () => or(isNull(jobs.takenUntil), lte(jobs.takenUntil, now()));
  /** Hosts that some process is asking. */
  const askedElsewhere = () =>
    db
      .select({ host: sql<string>`${jobs.host}` })
      .from(jobs)
      .where(and(gt(jobs.takenUntil, now()), isNotNull(jobs.host)));

  async function next(): Promise<JobRow | undefined> {
    const busy = [...[...running.values()].flatMap(({ host }) => host ?? []), ...resting];
    const [job] = await db
      .select()
      .from(jobs)
      .where(
        and(
          lte(jobs.dueAt, now()),
          // With a plus, so that it walks what is due in its order; by the kinds' index it would sort all of a kind.
          inArray(sql`+${jobs.kind}`, Object.keys(handlers)),
          notInArray(jobs.rowId, [...running.keys()]),
          free(),
          or(isNull(jobs.host), and(notInArray(jobs.host, busy), notInArray(jobs.host, askedElsewhere()))),
        ),
      )
      .orderBy(asc(jobs.dueAt))
      .limit(1);
    return job;
  }

  async function begin(job: JobRow): Promise<void> {
    const attempts = job.attempts + 1;
    const dueAt = new Date(now().getTime() + backOff(attempts, chance()));
    const takenUntil = new Date(now().getTime() + turn);
    const same = and(eq(jobs.rowId, job.rowId), eq(jobs.round, job.round));
    const taken = await db.write((tx) =>
      tx
        .update(jobs)
        .set({ attempts, dueAt, takenUntil })
        .where(and(same, eq(jobs.attempts, job.attempts), free()))
        .returning({ rowId: jobs.rowId }),
    );
    if (taken.length === 0) return;
    /** Also where it was wanted anew meanwhile, and so is not the same any more. */
    const letGo = (tx: Database) =>
      tx
        .update(jobs)
        .set({ takenUntil: null })
        .where(and(eq(jobs.rowId, job.rowId), eq(jobs.takenUntil, takenUntil)));
    const touched = new Set<Tag>();
    const ctx: JobCtx = { db, now, chance, signal: stopping.signal, attempt: job.attempts, touched };
    try {
      const again = (await handlers[job.kind as JobKind]?.(ctx, job.subject)) ?? null;
      await db.write(async (tx) => {
        if (again === null) await tx.delete(jobs).where(same);
        else if (again !== "retry")
          await tx.update(jobs).set({ dueAt: again, attempts: 0, lastError: null }).where(same);
        await letGo(tx);
      });
      jobCounts.done += 1;
    } catch (error) {
      if (stopping.signal.aborted) {
        // It did not fail, it was cut off: the next start takes it up.
        await db.write(async (tx) => {
          await tx.update(jobs).set({ attempts: job.attempts, dueAt: job.dueAt }).where(same);
          await letGo(tx);
        });
        return;
      }
      jobCounts.failed += 1;
      log.error({ error, job: job.kind, subject: job.subject }, "a job failed");
      const lastError = String(error instanceof Error ? error.message : error).slice(0, 500);
      await db.write(async (tx) => {
        await tx.update(jobs).set({ lastError }).where(same);
        await letGo(tx);
      });
    } finally {
      if (touched.size > 0) await refresh([...touched]);
    }
  }

  function letRest(host: string): void {
    resting.add(host);
    setTimeout(() => {
      resting.delete(host);
      schedule(0);
    }, rest).unref();
  }

  /** Starts what is due, as far as there is room. Answers whether it started anything. */
  async function startDue(): Promise<boolean> {
    let started = false;
    while (running.size < size && !stopping.signal.aborted) {
      const job = await next();
      if (!job) break;
      started = true;
      const done = begin(job)
        .catch((error) => log.error({ error }, "the jobs' table could not be written"))
        .finally(() => {
          running.delete(job.rowId);
          if (job.host !== null && rest > 0) letRest(job.host);
          jobCounts.running = running.size;
        });
      running.set(job.rowId, { host: job.host, done });
      jobCounts.running = running.size;
    }
    return started;
  }

  /** Works until nothing is due any more that may be begun now. */
  async function drain(): Promise<void> {
    while ((await startDue()) || running.size > 0) {
      await Promise.race([...running.values()].map(({ done }) => done));
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let polling = false;
  let asked = false;

  function schedule(wait: number): void {
    clearTimeout(timer);
    if (!stopping.signal.aborted) timer = setTimeout(() => void poll(), wait).unref();
  }

  async function poll(): Promise<void> {
    if (polling) {
      asked = true;
      return;
    }
    polling = true;
    asked = false;
    try {
      await startDue();
      for (const { done } of running.values()) void done.then(() => schedule(0));
    } catch (error) {
      log.error({ error }, "due jobs could not be looked up");
    }
    polling = false;
    schedule(asked ? 100 : 15_000);
  }

  return {
    drain,
    /** Looks now, whenever something is enqueued, and every fifteen seconds for what was enqueued elsewhere. */
    start(): void {
      // A moment later: it is called within the transaction, whose row can't be read before its end.
      wakeUp.call = () => schedule(100);
      schedule(0);
    },
    /** Takes up nothing more, cuts off what is under way, and waits for it to be put back. */
    async stop(): Promise<void> {
      stopping.abort();
      clearTimeout(timer);
      wakeUp.call = () => {};
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

export type Worker = ReturnType<typeof createWorker>;

/** How many jobs are due at that moment. */
export async function countDue(db: Database, at: Date): Promise<number> {
  const [row] = await db.select({ due: count() }).from(jobs).where(lte(jobs.dueAt, at));
  return row?.due ?? 0;
}
