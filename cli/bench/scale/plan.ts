import type { Costs } from "./costs";
import { type Demand, rendered, shareOfFirst, thisLoad, times } from "./demand";
import { type Flow, simulate, type Waiting } from "./queueing";

export type Assumptions = {
  /** How busy a core or a primary may be at most, so that chance has room. */
  busyAtMost: number;
  /** A page on which only counts changed is rendered anew so much later at the earliest; if nothing did, so much; in s. */
  apart: number;
  longest: number;
  /** What a node keeps of pages, in bytes; and what one takes beside its compressed body. */
  pagesBytes: number;
  besideBytes: number;
  /** What one primary is to hold at most, in bytes. */
  databaseBytes: number;
  /** What leaves one machine at most, in bytes a second. */
  linkBytes: number;
  /** Cores of a machine, and what of its memory open pages may take, in bytes. */
  cores: number;
  listenerBytes: number;
  seed: number;
};

export const assumptions: Assumptions = {
  busyAtMost: 0.6,
  apart: 3,
  longest: 3600,
  pagesBytes: 128 * 2 ** 20,
  besideBytes: 4000,
  databaseBytes: 500e9,
  linkBytes: 1e9 / 8,
  cores: 8,
  listenerBytes: 8e9,
  seed: 1,
};

export type Plan = {
  factor: number;
  demand: Demand;
  /** Pages rendered a second: each page by one node, or by every node that is asked for it. */
  renders: { byAddress: number; anyNode: number };
  /** Cores that answer, in each of these ways. Each is a node with a cache of its own. */
  cores: { byAddress: number; anyNode: number };
  machines: number;
  bytesOut: number;
  bytesStored: number;
  /** Databases, an essay whole in one of them: for what is written, and for what is stored. */
  primaries: number;
  /** What the most popular essay alone takes of its primary's time; above 1 it is more than one can take. */
  hottestEssay: number;
  /** Cores that search over all essays would take, if every database is asked each time. */
  searchCores: number;
  /** How much of one core, one primary and one link this takes, the fullest first. */
  saturation: [resource: string, times: number][];
  simulated: { cores: number; page: Waiting; vote: Waiting; writer: Waiting; coresBusy: number; writerBusy: number };
};

/** What so many times this load takes, by the costs that the bench measured. */
export function planFor(factor: number, costs: Costs, given: Assumptions = assumptions): Plan {
  const demand = times(thisLoad, factor);
  const { busyAtMost } = given;
  const keeping = { ...given, kept: given.pagesBytes / (costs.pageBytes + given.besideBytes) };
  const flowsBut = (renders: number): Flow[] => [
    { name: "page", perSecond: demand.pages, ms: costs.pageMs },
    { name: "rendering", perSecond: renders, ms: costs.renderMs },
    { name: "vote", perSecond: demand.voting, ms: costs.voteMs },
    { name: "contribution", perSecond: demand.attaching, ms: costs.attachMs },
    { name: "own things", perSecond: demand.viewers, ms: costs.viewerMs },
    { name: "search", perSecond: demand.searches, ms: costs.searchMs },
  ];
  const coresFor = (renders: number) => Math.max(1, Math.ceil(work(flowsBut(renders)) / busyAtMost));
  const nodesFor = (asked: "one" | "any") => enough((nodes) => coresFor(rendered(demand, nodes, asked, keeping)));
  const cores = { byAddress: nodesFor("one"), anyNode: nodesFor("any") };
  const byAddress = rendered(demand, cores.byAddress, "one", keeping);

  const writing = ((demand.voting + demand.attaching) * costs.lockMs) / 1000;
  const bytesStored = demand.votes * costs.voteBytes + demand.contributions * costs.contributionBytes;
  const bytesOut = demand.pages * costs.pageBytes;
  const primaries = Math.max(1, Math.ceil(writing / busyAtMost), Math.ceil(bytesStored / given.databaseBytes));
  const hottestEssay = writing * shareOfFirst(demand.essays);
  const saturation: Plan["saturation"] = [
    ["a core that answers", work(flowsBut(byAddress))],
    ["a primary's lock", writing],
    ["a primary's disk", bytesStored / given.databaseBytes],
    ["a machine's link", bytesOut / given.linkBytes],
    ["a machine's memory", (demand.listeners * costs.listenerBytes) / given.listenerBytes],
  ];
  return {
    factor,
    demand,
    renders: { byAddress, anyNode: rendered(demand, cores.anyNode, "any", keeping) },
    cores,
    machines: Math.max(Math.ceil(cores.byAddress / given.cores), Math.ceil(bytesOut / given.linkBytes / busyAtMost)),
    bytesOut,
    bytesStored,
    primaries,
    hottestEssay,
    searchCores: (demand.searches * primaries * costs.searchMs) / 1000 / busyAtMost,
    saturation: saturation.sort(([, one], [, other]) => other - one),
    simulated: simulated(cores.byAddress, flowsBut(byAddress), writing, costs, given),
  };
}

/** Ms of work a ms: how many cores are busy all the time. */
const work = (flows: Flow[]): number => flows.reduce((sum, { perSecond, ms }) => sum + (perSecond * ms) / 1000, 0);

/**
 * The least number of nodes that is enough for what so many need: where each keeps other pages, more of them need less; where
 * each may have to render the same, more.
 */
function enough(needed: (nodes: number) => number): number {
  let [few, many] = [0, 1];
  while (needed(many) > many) [few, many] = [many, Math.max(many + 1, Math.min(needed(many), many * 2))];
  while (many - few > 1) {
    const half = Math.floor((few + many) / 2);
    if (needed(half) > half) few = half;
    else many = half;
  }
  return many;
}

/** A machine's cores are simulated, not all of them: what comes to them is their share. */
function simulated(
  allCores: number,
  flows: Flow[],
  writing: number,
  costs: Costs,
  { cores, busyAtMost, seed }: Assumptions,
): Plan["simulated"] {
  const servers = Math.min(allCores, cores);
  const share = servers / allCores;
  const mine = flows.map((flow) => ({ ...flow, perSecond: flow.perSecond * share }));
  const answering = simulate({ servers, flows: mine, seconds: 60, seed });
  // The fullest primary there may be by the plan; where one is enough, that one.
  const writes = (Math.min(writing, busyAtMost) * 1000) / costs.lockMs;
  const locked = simulate({
    servers: 1,
    flows: [{ name: "write", perSecond: writes, ms: costs.lockMs }],
    seconds: 60,
    seed,
  });
  const none = { mean: 0, p50: 0, p99: 0 };
  return {
    cores: servers,
    page: answering.flows.page ?? none,
    vote: answering.flows.vote ?? none,
    writer: locked.flows.write ?? none,
    coresBusy: answering.busy,
    writerBusy: locked.busy,
  };
}
