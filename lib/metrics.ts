import type { Turn } from "@/db/in-turn";
import { once } from "@/lib/process";

/** In ms: how long the write lock is held is counted below each of these. */
export const heldSteps = [0.5, 1, 2, 5, 10, 20, 50, 100, 500, Number.POSITIVE_INFINITY];

/** Counted as plain numbers, because the front cache counts tens of thousands a second; `/metrics` reads them. */
export const counts = once("counts", () => ({
  /** Answers by class and status: `page 200`. */
  answers: new Map<string, number>(),
  frontCache: { hits: 0, misses: 0, notModified: 0, stale: 0, asked: 0, bytes: 0, pages: 0 },
  /** Times that what a reading page shows was read from the database, for it to be rendered. */
  pagesRendered: 0,
  /** Requests turned away because there was too much to do. */
  shed: 0,
  /** Open pages that are told what changes. */
  listeners: 0,
  writeLock: { writes: 0, waitedMs: 0, longestWaitMs: 0, heldMs: 0, heldAtMost: heldSteps.map(() => 0) },
  /** Each time that the disk was waited for, for one write or several. */
  syncs: { count: 0, ms: 0, longestMs: 0 },
}));

export function countAnswer(kind: string, status: number): void {
  const name = `${kind} ${status}`;
  counts.answers.set(name, (counts.answers.get(name) ?? 0) + 1);
}

/** A write's turn at the write lock: from when it is let in until its commit is done. The disk is waited for afterwards. */
export function countWrite({ waited, held }: Turn): void {
  const { writeLock } = counts;
  writeLock.writes += 1;
  writeLock.waitedMs += waited;
  writeLock.longestWaitMs = Math.max(writeLock.longestWaitMs, waited);
  writeLock.heldMs += held;
  for (const [step, atMost] of heldSteps.entries()) {
    if (held <= atMost) writeLock.heldAtMost[step] = (writeLock.heldAtMost[step] ?? 0) + 1;
  }
}

/** @param took in ms */
export function countSync(took: number): void {
  counts.syncs.count += 1;
  counts.syncs.ms += took;
  counts.syncs.longestMs = Math.max(counts.syncs.longestMs, took);
}
