import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import path from "node:path";
import { ensureBuild } from "@/lib/web/server/build";
import { against, type Results } from "./bench/against";
import { browser } from "./bench/browser";
import { pinned, profileInto, root, scratch } from "./bench/children";
import type { Bench } from "./bench/context";
import { makeData } from "./bench/data";
import { desk } from "./bench/desk";
import { type Figure, holds, table } from "./bench/figures";
import { flat } from "./bench/flat";
import { debateOf } from "./bench/flat-data";
import { hot } from "./bench/hot";
import { live } from "./bench/live";
import { nginx } from "./bench/nginx";
import { readOptions } from "./bench/options";
import { next, pages } from "./bench/pages";
import { previews } from "./bench/previews";
import { processes } from "./bench/processes";
import { rendering } from "./bench/rendering";
import { scale } from "./bench/scale";
import { starting } from "./bench/starting";
import { deeds, votes } from "./bench/writes";

/** In the order in which they run. */
const parts: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  start: starting,
  pages,
  nginx,
  next,
  rendering,
  votes,
  deeds,
  desk,
  flat,
  previews,
  live,
  hot,
  processes,
  browser,
};

const say = (line: string) => process.stderr.write(`${line}\n`);
const began = performance.now();
const options = (() => {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    return stopWith(error instanceof Error ? error.message : String(error));
  }
})();
const { names } = options;
if (names[0] === "data") {
  const { file, filled } = await debateOf(options.large, say, options.out);
  say(`${options.large.votes} votes of ${filled.people} people are in ${file}`);
  process.exit(0);
}
if (names[0] === "scale") {
  if (options.from.length === 0) stopWith("Say which results to reckon with: --from FILE, once or several times.");
  process.stdout.write(`${scale(await Promise.all(options.from.map(read)))}\n`);
  process.exit(0);
}
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) {
  stopWith(`There is no part called ${unknown.join(", ")}. The parts: ${Object.keys(parts).join(" ")} data scale`);
}
const earlier = options.against === undefined ? undefined : await read(options.against);
if (options.profile) profileInto(path.join(root, "bench-results", "profiles"));

await ensureBuild(root, say);
say("Making a debate to measure: 16 people, 50 contributions on one claim");
const data = await makeData(scratch("data"));
const { runs, seconds, large } = options;
const bench: Bench = { data, runs, seconds, large, say };
if (!pinned) say("Processes can't be held to a core here: the load takes part of what it measures.");

const figures: Figure[] = [];
/** How long each part took, in s. */
const lasted: Record<string, number> = {};
const failed: Record<string, string> = {};
for (const [name, measurePart] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue;
  say(`Measuring: ${name}`);
  const from = performance.now();
  // What the other parts found is kept whatever becomes of one.
  try {
    figures.push(...(await measurePart(bench)));
  } catch (error) {
    failed[name] = error instanceof Error ? error.message : String(error);
    say(`This part failed: ${failed[name]}`);
  }
  lasted[name] = Math.round((performance.now() - from) / 1000);
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
const took = Math.round((performance.now() - began) / 1000);
await writeFile(
  file,
  `${JSON.stringify({ at, took, lasted, failed, machine, runs, seconds, large, figures: results }, null, 2)}\n`,
);
if (earlier) process.stdout.write(`\n${against(figures, earlier, machine)}\n`);
say(`\nKept in ${path.relative(root, file)}`);
const missed = figures.some((figure) => holds(figure) === false);
process.exit(missed || Object.keys(failed).length > 0 ? 1 : 0);

function stopWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

async function read(name: string): Promise<Results> {
  return readFile(name, "utf8")
    .then((text) => JSON.parse(text) as Results)
    .catch(() => stopWith(`${name} is no file of results.`));
}
