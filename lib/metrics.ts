import { once } from "@/lib/process";

/** Counted as plain numbers, because the front cache counts tens of thousands a second; `/metrics` reads them. */
export const counts = once("counts", () => ({
  /** Answers by class and status: `page 200`. */
  answers: new Map<string, number>(),
  frontCache: { hits: 0, misses: 0, notModified: 0, stale: 0, bytes: 0, pages: 0 },
  /** Requests turned away because there was too much to do. */
  shed: 0,
  /** Open pages that are told what changes. */
  listeners: 0,
  writeLock: { writes: 0, waitedMs: 0, longestWaitMs: 0 },
}));

export function countAnswer(kind: string, status: number): void {
  const name = `${kind} ${status}`;
  counts.answers.set(name, (counts.answers.get(name) ?? 0) + 1);
}

/** @param waited for the write lock, in ms */
export function countWrite(waited: number): void {
  const { writeLock } = counts;
  writeLock.writes += 1;
  writeLock.waitedMs += waited;
  writeLock.longestWaitMs = Math.max(writeLock.longestWaitMs, waited);
}
