import { mkdir, writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBuild } from "@/lib/web/server/build";
import { browser } from "./bench/browser";
import { pinned, root, scratch } from "./bench/children";
import type { Bench } from "./bench/context";
import { makeData } from "./bench/data";
import { desk } from "./bench/desk";
import { type Figure, holds, table } from "./bench/figures";
import { hot } from "./bench/hot";
import { live } from "./bench/live";
import { next, pages } from "./bench/pages";
import { previews } from "./bench/previews";
import { starting } from "./bench/starting";
import { deeds, votes } from "./bench/writes";

/** In the order in which they run. */
const parts: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  start: starting,
  pages,
  next,
  votes,
  deeds,
  desk,
  previews,
  live,
  hot,
  browser,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "3" }, seconds: { type: "string", default: "5" } },
});
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`There is no part called ${unknown.join(", ")}. The parts: ${Object.keys(parts).join(" ")}\n`);
  process.exit(2);
}
const say = (line: string) => process.stderr.write(`${line}\n`);

await ensureBuild(root, say);
say("Making a debate to measure: 16 people, 50 contributions on one claim");
const data = await makeData(scratch("data"));
const bench: Bench = { data, runs: Number(values.runs), seconds: Number(values.seconds), say };
if (!pinned) say("Processes can't be held to a core here: the load takes part of what it measures.");

const figures: Figure[] = [];
for (const [name, measurePart] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  say(`Measuring: ${name}`);
  figures.push(...(await measurePart(bench)));
}
process.stdout.write(`\n${table(figures)}\n`);

const folder = path.join(root, "bench-results");
await mkdir(folder, { recursive: true });
const at = new Date();
const file = path.join(folder, `${at.toISOString().replace(/[:.]/g, "-")}.json`);
const machine = {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  kernel: release(),
  node: process.version,
  pinned,
};
const results = figures.map((figure) => ({ ...figure, holds: holds(figure) }));
await writeFile(
  file,
  `${JSON.stringify({ at, machine, runs: bench.runs, seconds: bench.seconds, figures: results }, null, 2)}\n`,
);
say(`\nKept in ${path.relative(root, file)}`);
process.exit(figures.some((figure) => holds(figure) === false) ? 1 : 0);
