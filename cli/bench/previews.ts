import { paths } from "@/lib/paths";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";

/** The picture beside a link: the first after a start, those of other claims then, and the same ones from memory. */
export async function previews(bench: Bench): Promise<Figure[]> {
  const first: number[] = [];
  const anew: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const moot = await mootOn(bench, `previews-${run}`);
    const draw = (id: string) => timed(`http://127.0.0.1:${moot.port}${paths.preview("c", id)}`);
    first.push(await draw(bench.data.claim.id));
    for (const id of bench.data.otherClaims) anew.push(await draw(id));
    for (const id of bench.data.otherClaims) again.push(await draw(id));
    await moot.stop();
  }
  const slowest = Math.max(...anew);
  return [
    { part: "previews", name: "preview picture, the first after a start", unit: "ms", ours: spread(first) },
    {
      part: "previews",
      name: `preview picture drawn once warm, the slowest of ${anew.length}`,
      unit: "ms",
      ours: { min: slowest, median: slowest, max: slowest },
      atMost: 300,
      note: `median ${spread(anew).median.toFixed(1)} ms`,
    },
    { part: "previews", name: "the same from memory", unit: "ms", ours: spread(again) },
  ];
}

/** In ms, until the last byte. */
async function timed(url: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(url);
  const bytes = (await answer.arrayBuffer()).byteLength;
  if (!answer.ok || bytes === 0) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - start;
}
