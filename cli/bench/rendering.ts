import { copyFile } from "node:fs/promises";
import { cpuMs, runJson, scratch } from "./children";
import { coldPages } from "./cold-pages";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";

/** Pages of each run; enough for the kernel's ticks of 10 ms. */
const pagesARun = 20;
const atMostMs = 15;

/**
 * What the first rendering of a page costs the processor, with its look-ups, its compression and its answer: one page after
 * the other that nobody has read yet. Beside it, what React alone takes for the same elements.
 */
export async function rendering(bench: Bench): Promise<Figure[]> {
  const { claim } = bench.data;
  const database = scratch("cold-pages.db");
  await copyFile(bench.data.database, database);
  const addresses = await coldPages(database, claim.id);
  const moot = await mootOn({ ...bench, data: { ...bench.data, database } }, "rendering");
  const cost = async (pages: string[]) => {
    const before = await cpuMs(moot.pid);
    let html = "";
    for (const page of pages) html = await read(moot.port, page);
    return { html, ms: ((await cpuMs(moot.pid)) - before) / pages.length };
  };
  const [ours, floor, small]: [number[], number[], number[]] = [[], [], []];
  // The code of a page is compiled as it is used; half of the pages go into that.
  const cold = addresses.splice(0, Math.floor(addresses.length / 2));
  await cost(cold);
  let elements = 0;
  while (addresses.length >= pagesARun) {
    const { html, ms } = await cost(addresses.splice(0, pagesARun));
    ours.push(ms);
    small.push((await cost(cold.splice(0, 10).map((page) => page.replace(/\?.*/, "/history")))).ms);
    const bare = await runJson<{ ms: number; elements: number }>(0, ["cli/bench/floor-rendering.ts"], {
      html,
      times: 50,
    });
    floor.push(bare.ms);
    elements = bare.elements;
  }
  await moot.stop();
  const part = { part: "rendering", unit: "ms CPU" };
  return [
    {
      ...part,
      name: "first rendering of a page with 50 contributions",
      ours: spread(ours),
      floor: spread(floor),
      floorName: "React alone",
      atMost: atMostMs,
      note: `${elements} elements`,
    },
    { ...part, name: "first rendering of a page that says next to nothing", ours: spread(small) },
  ];
}

/** Compressed, as browsers ask for it: what is sent first is compressed once. */
async function read(port: number, page: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${page}`, { headers: { "accept-encoding": "br" } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${page} answered ${answer.status}`);
  return text;
}
