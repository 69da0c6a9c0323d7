import { availableParallelism } from "node:os";
import { request } from "./children";
import { type Bench, measureInTurn, mootOn, noteOf } from "./context";
import type { Figure } from "./figures";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/**
 * As many processes as there are cores, which share libSQL's server, beside the single one, which owns its file. Both may
 * use every core, and so does the load: what it takes of them is missing to both.
 */
export async function processes(bench: Bench): Promise<Figure[]> {
  const { claim, people } = bench.data;
  const loads: [string, string, string[]][] = [
    ["claim page from the front cache", "requests/s", [request("GET", claim.path, { "Accept-Encoding": "gzip, br" })]],
    ["contributions of a claim by the API", "requests/s", [request("GET", `/api/v1/claims/${claim.id}/contributions`)]],
    [
      "votes through the API, 16 accounts",
      "votes/s",
      ["agree", "disagree"].flatMap((value) =>
        people.map(({ token }) =>
          request("PUT", `/api/v1/claims/${claim.id}/vote`, bearer(token), JSON.stringify({ value })),
        ),
      ),
    ],
  ];
  const count = availableParallelism();
  const figures: Figure[] = [];
  for (const [name, unit, requests] of loads) {
    const alone = await mootOn(bench, "processes-1", 1);
    const together = await mootOn(bench, `processes-${count}`, count);
    const [floor, ours] = await measureInTurn(bench, [
      { port: alone.port, requests },
      { port: together.port, requests },
    ]);
    await alone.stop();
    await together.stop();
    figures.push({
      part: "processes",
      name: `${name}, ${count} processes`,
      unit,
      ours: ours.perSecond,
      floor: floor.perSecond,
      floorName: "one process",
      note: `${noteOf(ours.last)}; one process ${noteOf(floor.last)}`,
    });
  }
  return figures;
}
