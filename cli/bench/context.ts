import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { loadOnce, type Running, scratch, serve } from "./children";
import type { BenchData } from "./data";
import type { Spread } from "./figures";
import { spread } from "./figures";
import type { Size } from "./generate/plan";
import type { LoadResult, LoadSpec } from "./load";

export type Bench = { data: BenchData; runs: number; seconds: number; large: Size; say(line: string): void };

/**
 * Moot on the server's core, on a copy of the bench's database, so that no part sees what another wrote; or on every core,
 * in so many processes.
 */
export async function mootOn(bench: Bench, name: string, processes?: number): Promise<Running & { database: string }> {
  const folder = scratch(name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = path.join(folder, "moot.db");
  await copyFile(bench.data.database, database);
  const env = { DATABASE_URL: `file:${database}`, SEED: "none", SOURCE_CHECKS: "off" };
  const running =
    processes === undefined
      ? await serve(["cli/launch.js"], env)
      : await serve(["cli/launch.js", "--processes", String(processes)], env, processes > 1 ? "serve it" : undefined, {
          everyCore: true,
        });
  return { ...running, database };
}

type Load = Omit<LoadSpec, "seconds" | "connections"> & { connections?: number };

export type Measured = { perSecond: Spread; last: LoadResult };

/** The load again and again, after one short run to warm up; with the last run's latencies. */
export async function measure(bench: Bench, load: Load): Promise<Measured> {
  const [measured] = await measureInTurn(bench, [load]);
  return measured;
}

/** Several loads, a run of each in turn: what slows the machine for a while then slows all of them. */
export async function measureInTurn<const Loads extends readonly [Load, ...Load[]]>(
  bench: Bench,
  loads: Loads,
): Promise<{ [Each in keyof Loads]: Measured }> {
  const runs: LoadResult[][] = loads.map(() => []);
  for (const load of loads) await loadOnce({ ...load, seconds: Math.min(2, bench.seconds) });
  for (let run = 0; run < bench.runs; run++) {
    for (const [index, load] of loads.entries()) {
      runs[index]?.push(await loadOnce({ ...load, seconds: bench.seconds }));
    }
  }
  return runs.map((results) => ({
    perSecond: spread(results.map(({ perSecond }) => perSecond)),
    last: results.at(-1),
  })) as { [Each in keyof Loads]: Measured };
}

/** What a measurement says of itself: latencies, and whether the load's own core was the limit. */
export const noteOf = ({ p50, p99, busy }: LoadResult): string =>
  `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms${busy > 0.95 ? "; the load's core was the limit" : ""}`;
