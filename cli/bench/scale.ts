import type { Results } from "./against";
import { aligned, number } from "./figures";
import { type Costs, costsOf, sources } from "./scale/costs";
import { assumptions, type Plan, planFor } from "./scale/plan";

export const factors = [1, 100, 10_000];

/** What one, a hundred and ten thousand times this load take, as tables, by what the bench measured. */
export function scale(runs: Results[]): string {
  const costs = costsOf(runs);
  const plans = factors.map((factor) => planFor(factor, costs));
  return [
    "Measured:",
    costTable(costs),
    `\nAssumed: ${Object.entries(assumptions)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
    "\nWhat it takes:",
    planTable(plans),
    "\nWhat is full first, in times of one that is busy all the time:",
    ...plans.map(
      ({ factor, saturation }) =>
        `${factor.toLocaleString("en")}: ${saturation.map(([what, times]) => `${what} ${number(times)}`).join(", ")}`,
    ),
  ].join("\n");
}

const costTable = (costs: Costs) =>
  aligned(
    Object.entries(costs).map(([cost, value]) => [
      cost,
      number(value),
      sources[cost as keyof Costs].map(({ part, name }) => `${part} ${name}`).join(" + "),
    ]),
  );

const rows: [what: string, of: (plan: Plan) => string][] = [
  ["times this load", ({ factor }) => factor.toLocaleString("en")],
  ["pages read a second", ({ demand }) => number(demand.pages)],
  ["votes a second", ({ demand }) => number(demand.voting)],
  ["contributions a second", ({ demand }) => number(demand.attaching)],
  ["open pages", ({ demand }) => number(demand.listeners)],
  ["pages rendered a second, each by one node", ({ renders }) => number(renders.byAddress)],
  ["the same, where any node answers", ({ renders }) => number(renders.anyNode)],
  ["cores that answer, each page by one node", ({ cores }) => number(cores.byAddress)],
  ["the same, where any node answers", ({ cores }) => number(cores.anyNode)],
  [`machines of ${assumptions.cores} cores`, ({ machines }) => number(machines)],
  ["MB out a second", ({ bytesOut }) => number(bytesOut / 1e6)],
  ["GB stored", ({ bytesStored }) => number(bytesStored / 1e9)],
  ["primaries, an essay in one of them", ({ primaries }) => number(primaries)],
  ["the hottest essay's part of its primary", ({ hottestEssay }) => number(hottestEssay)],
  ["cores for searches that ask every primary", ({ searchCores }) => number(searchCores)],
  ["simulated: a page's p50, ms", ({ simulated }) => number(simulated.page.p50)],
  ["simulated: a page's p99, ms", ({ simulated }) => number(simulated.page.p99)],
  ["simulated: a vote's p99 before the lock, ms", ({ simulated }) => number(simulated.vote.p99)],
  ["simulated: a write's p99 at the lock, ms", ({ simulated }) => number(simulated.writer.p99)],
];

const planTable = (plans: Plan[]) => aligned(rows.map(([what, of]) => [what, ...plans.map(of)]));
