import { cpuMs } from "./children";
import { type Bench, mootOn } from "./context";
import { evidenceOf } from "./data";
import { type Figure, spread } from "./figures";

/** Renderings a run; few enough that everybody may send that much. */
const times = 30;
const warmUp = 40;

/** What a rendering costs the processor: a page is rendered after each thing attached, less what attaching itself costs. */
export async function rendering(bench: Bench): Promise<Figure[]> {
  const { claim, otherClaims, people } = bench.data;
  const moot = await mootOn(bench, "rendering");
  let n = 5000;
  const attachTo = async (id: string) => {
    n += 1;
    const answer = await fetch(`http://127.0.0.1:${moot.port}/api/v1/claims/${id}/contributions`, {
      method: "POST",
      headers: { authorization: `Bearer ${people[n % people.length]?.token}`, "content-type": "application/json" },
      body: JSON.stringify(evidenceOf(n)),
    });
    if (!answer.ok) throw new Error(`attaching was refused: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const read = async () => void (await (await fetch(`http://127.0.0.1:${moot.port}${claim.path}`)).text());
  const costOf = async (work: () => Promise<void>, count: number) => {
    const before = await cpuMs(moot.pid);
    for (let i = 0; i < count; i++) await work();
    return ((await cpuMs(moot.pid)) - before) / count;
  };
  const attachedTo = otherClaims[0] ?? claim.id;
  const both = async () => {
    await attachTo(claim.id);
    await read();
  };
  await costOf(both, warmUp);
  const costs: number[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const alone = await costOf(() => attachTo(attachedTo), times);
    costs.push((await costOf(both, times)) - alone);
  }
  await moot.stop();
  return [
    {
      part: "rendering",
      name: "first rendering of a page with 50 contributions",
      unit: "ms CPU",
      ours: spread(costs),
      atMost: 15,
    },
  ];
}
