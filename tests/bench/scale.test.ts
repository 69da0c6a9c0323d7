import fc from "fast-check";
import { expect, test } from "vitest";
import type { Figure } from "@/cli/bench/figures";
import { scale } from "@/cli/bench/scale";
import { costsOf } from "@/cli/bench/scale/costs";
import { rendered, shareOfFirst, thisLoad, times } from "@/cli/bench/scale/demand";
import { planFor } from "@/cli/bench/scale/plan";
import { simulate } from "@/cli/bench/scale/queueing";

const figure = (part: string, name: string, value: number, note = ""): Figure => ({
  ...{ part, name, unit: "", note },
  ours: { min: value, median: value, max: value },
});
const figures = [
  figure("pages", "claim page, 50 contributions, compressed", 20_000, "13000 bytes; p50 1 ms"),
  figure("rendering", "first rendering of a page with 50 contributions", 50),
  figure("votes", "votes through the API, 16 accounts", 500),
  figure("deeds", "attach evidence", 200),
  figure("deeds", "search", 1000),
  figure("deeds", "what a signed-in reader's page asks for", 1000),
  figure("flat", "write lock held, half of the time", 1),
  figure("live", "memory for 5,000 open pages that listen", 50),
  figure("flat", "a vote, with its history, on disk", 150),
  figure("flat", "a contribution, with its text, on disk", 1500),
  figure("flat", "a contribution's words for search on disk", 500),
];
const results = { at: "", machine: {}, figures };
const costs = costsOf([results]);

test("one server's queue waits as long as the formula for it says", () => {
  const outcome = simulate({ servers: 1, flows: [{ name: "all", perSecond: 60, ms: 10 }], seconds: 20_000, seed: 3 });
  // M/M/1: 1 / (µ − λ), and half of the requests within ln 2 of that.
  expect(outcome.flows.all?.mean).toBeCloseTo(25, -0.5);
  expect(outcome.flows.all?.p50).toBeCloseTo(25 * Math.LN2, -0.5);
  expect(outcome.busy).toBeCloseTo(0.6, 1);
});

test("two servers' queue waits as long as Erlang's formula says", () => {
  const outcome = simulate({ servers: 2, flows: [{ name: "all", perSecond: 160, ms: 10 }], seconds: 20_000, seed: 5 });
  // M/M/2 at 0.8: the mean time is the service's, divided by 1 − ρ².
  expect(outcome.flows.all?.mean).toBeCloseTo(10 / (1 - 0.8 ** 2), -0.5);
});

test("the same seed gives the same outcome, another one another", () => {
  const station = { servers: 3, flows: [{ name: "a", perSecond: 100, ms: 20 }], seconds: 50 };
  expect(simulate({ ...station, seed: 1 })).toEqual(simulate({ ...station, seed: 1 }));
  expect(simulate({ ...station, seed: 1 })).not.toEqual(simulate({ ...station, seed: 2 }));
});

test("nobody waits longer where there are more servers", () => {
  const load = fc.record({ perSecond: fc.integer({ min: 1, max: 200 }), ms: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(load, fc.integer({ min: 1, max: 8 }), (flow, servers) => {
      const station = { flows: [{ name: "a", ...flow }], seconds: 20, seed: 1 };
      const few = simulate({ ...station, servers }).flows.a?.mean ?? 0;
      const many = simulate({ ...station, servers: servers + 1 }).flows.a?.mean ?? 0;
      expect(many).toBeLessThanOrEqual(few + 1e-9);
    }),
    { numRuns: 40 },
  );
});

test("as many pages are rendered as the sum over them says, however it is summed up", () => {
  const [keeping, nodes] = [{ apart: 3, longest: 3600, kept: 400 }, 4];
  const first = shareOfFirst(thisLoad.claims);
  const exact = Array.from({ length: thisLoad.claims }, (_, i) => {
    const [reads, changes] = [thisLoad.pages, thisLoad.voting + thisLoad.attaching].map(
      (all) => (all * first) / (i + 1),
    );
    if (i + 1 > 1600) return reads ?? 0;
    return 1 / (Math.min(3600, Math.max(3, 1 / (changes ?? 0))) + 1 / (reads ?? 0));
  });
  const sum = exact.reduce((all, one) => all + one, 0);
  expect(rendered(thisLoad, nodes, "one", keeping) / sum).toBeCloseTo(1, 2);
});

test("no page is rendered more often than it is read or, kept by one node, than it changes and an hour goes by", () => {
  const keeping = fc.record({
    apart: fc.nat(10),
    longest: fc.constant(3600),
    kept: fc.integer({ min: 1, max: 20_000 }),
  });
  fc.assert(
    fc.property(keeping, fc.integer({ min: 1, max: 500 }), (given, nodes) => {
      expect(rendered(thisLoad, nodes, "one", given)).toBeLessThanOrEqual(thisLoad.pages);
      expect(rendered(thisLoad, nodes, "any", given)).toBeLessThanOrEqual(thisLoad.pages);
      const all = rendered(thisLoad, nodes, "one", { ...given, kept: thisLoad.claims });
      expect(all).toBeLessThanOrEqual(thisLoad.voting + thisLoad.attaching + thisLoad.claims / 3600);
    }),
  );
});

test("each cost is read from the figure that measured it, the last file's first", () => {
  expect(costs).toMatchObject({ pageMs: 0.05, pageBytes: 13_000, renderMs: 50, voteMs: 2, contributionBytes: 2000 });
  const later = { ...results, figures: [figure("rendering", "first rendering of a page with 50 contributions", 30)] };
  expect(costsOf([results, later]).renderMs).toBe(30);
});

test("whoever gives results without a figure that is needed hears which part to run", () => {
  const without = { ...results, figures: figures.filter(({ part }) => part !== "live") };
  expect(() => costsOf([without])).toThrow("npm run bench -- live");
});

test("the cores of a plan do all of its work and keep room; more load never takes less", () => {
  let before = planFor(1, costs);
  for (const factor of [2, 10, 100, 10_000]) {
    const plan = planFor(factor, costs);
    expect(plan.cores.byAddress).toBeGreaterThanOrEqual(before.cores.byAddress);
    expect(plan.cores.anyNode).toBeGreaterThanOrEqual(plan.cores.byAddress);
    expect(plan.primaries).toBeGreaterThanOrEqual(before.primaries);
    expect(plan.simulated.coresBusy).toBeLessThan(0.75);
    expect(plan.bytesStored).toBeCloseTo(factor * (1e7 * 150 + 1e6 * 2000), -3);
    before = plan;
  }
});

test("ten times this load is ten times of everything people do and have left", () => {
  const ten = times(thisLoad, 10);
  expect(ten.votes).toBe(1e8);
  expect(ten.pages / thisLoad.pages).toBeCloseTo(10);
});

test("the tables tell each load, and where each cost comes from", () => {
  const text = scale([results]);
  expect(text).toContain("10,000");
  expect(text).toMatch(/renderMs +50\.0 +rendering/);
});
