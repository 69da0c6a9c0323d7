import { paths } from "@/lib/paths";
import { converse, residentMb } from "./children";
import { type Bench, mootOn } from "./context";
import { type Figure, spread } from "./figures";

const lines = 5000;

/** What so many open pages cost that are told what changes, and how soon a vote reaches them. */
export async function live(bench: Bench): Promise<Figure[]> {
  const { claim, people } = bench.data;
  const moot = await mootOn(bench, "live");
  const address = `http://127.0.0.1:${moot.port}`;
  await (await fetch(address + claim.path)).text();
  const before = await residentMb(moot.pid);
  const listeners = converse(1, ["cli/bench/listeners.ts"]);
  await listeners.ask({ port: moot.port, path: paths.live({ claim: claim.id }, null), lines });
  const idle = (await residentMb(moot.pid)) - before;

  const delays: number[] = [];
  const answer = fetch(`${address}/api/v1/claims/${claim.id}/vote`, {
    method: "PUT",
    headers: { authorization: `Bearer ${people[0]?.token}`, "content-type": "application/json" },
    body: JSON.stringify({ value: "unsure" }),
  });
  if (!(await answer).ok) throw new Error(`the vote was refused: ${(await answer).status}`);
  const votedAt = Date.now();
  const { told } = await listeners.ask<{ told: number[] }>({});
  for (const at of told) delays.push((at - votedAt) / 1000);
  listeners.end();
  await moot.stop();
  return [
    {
      part: "live",
      name: `memory for ${lines.toLocaleString("en")} open pages that listen`,
      unit: "MB",
      ours: spread([idle]),
      atMost: 200,
    },
    {
      part: "live",
      name: "from a vote's answer until they are told",
      unit: "s",
      ours: spread(delays),
      atMost: 2,
      note: `${told.length} of ${lines} were told; the last after ${Math.max(...delays).toFixed(2)} s`,
    },
  ];
}
