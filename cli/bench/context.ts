import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { loadOnce, type Running, scratch, serve } from "./children";
import type { BenchData } from "./data";
import type { Spread } from "./figures";
import { spread } from "./figures";
import type { LoadResult, LoadSpec } from "./load";

export type Bench = { data: BenchData; runs: number; seconds: number; say(line: string): void };

/** Moot on the server's core, on a copy of the bench's database, so that no part sees what another wrote. */
export async function mootOn(bench: Bench, name: string): Promise<Running & { database: string }> {
  const folder = scratch(name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  await copyFile(bench.data.database, database);
  const running = await serve(["cli/launch.js"], { DATABASE_URL: `file:${database}`, SEED: "none" });
  return { ...running, database };
}

type Load = Omit<LoadSpec, "seconds" | "connections"> & { connections?: number };

/** The load again and again, after one short run to warm up; with the last run's latencies. */
export async function measure(bench: Bench, load: Load): Promise<{ perSecond: Spread; last: LoadResult }> {
  let last = await loadOnce({ ...load, seconds: Math.min(2, bench.seconds) });
  const rates: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    last = await loadOnce({ ...load, seconds: bench.seconds });
    rates.push(last.perSecond);
  }
  return { perSecond: spread(rates), last };
}

/** What a measurement says of itself: latencies, and whether the load's own core was the limit. */
export const noteOf = ({ p50, p99, busy }: LoadResult): string =>
  `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms${busy > 0.95 ? "; the load's core was the limit" : ""}`;
