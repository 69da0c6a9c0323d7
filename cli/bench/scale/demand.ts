/** What people do to a Moot at its busiest, and what they have left there. */
export type Demand = {
  essays: number;
  claims: number;
  contributions: number;
  votes: number;
  /** A second. */
  pages: number;
  viewers: number;
  voting: number;
  attaching: number;
  searches: number;
  /** Open pages that listen. */
  listeners: number;
};

const seconds = 700 * 24 * 60 * 60;
/** The busiest second, beside the average one. */
const peak = 20;
const pagesAVote = 100;

/**
 * This load: what the large debate of the bench is, gathered in 700 days as its generator has it, in its busiest second. For
 * each vote a hundred pages are read, a tenth of them by somebody who is signed in; one of fifty readers searches; a page
 * stays open for a minute.
 */
export const thisLoad: Demand = (() => {
  const stored = { essays: 101, claims: 10_000, contributions: 1_000_000, votes: 10_000_000 };
  const voting = (stored.votes / seconds) * peak;
  const pages = voting * pagesAVote;
  return {
    ...stored,
    pages,
    viewers: pages / 10,
    voting,
    attaching: (stored.contributions / seconds) * peak,
    searches: pages / 50,
    listeners: pages * 60,
  };
})();

/** The same so many times: more debates, as large as these, argued by more people. */
export const times = (demand: Demand, factor: number): Demand =>
  Object.fromEntries(Object.entries(demand).map(([name, value]) => [name, value * factor])) as Demand;

/** The sum of `of(k)` for k from 1 to `count`: one by one at first, then by stretches in which it changes little. */
function sum(count: number, of: (k: number) => number): number {
  let total = 0;
  let k = 1;
  for (; k <= Math.min(count, 1000); k++) total += of(k);
  while (k <= count) {
    const end = Math.min(count + 1, Math.ceil(k * 1.01));
    total += (end - k) * of((k + end - 1) / 2);
    k = end;
  }
  return total;
}

/** What part of all that happens falls to the most popular of so many, by Zipf's law. */
export const shareOfFirst = (count: number): number => 1 / sum(count, (k) => 1 / k);

export type Keeping = {
  /** A page on which only counts changed is rendered anew after so many s at the earliest. */
  apart: number;
  /** And if nothing changed at all, after so many. */
  longest: number;
  /** How many pages one node keeps. */
  kept: number;
};

/**
 * Pages rendered a second on so many nodes, by Zipf's law: each when it changed and is read again, and at each reading where
 * it is too far down to be kept. Each page is asked of one node (`one`), or of any.
 */
export function rendered(demand: Demand, nodes: number, asked: "one" | "any", { apart, longest, kept }: Keeping) {
  const first = shareOfFirst(demand.claims);
  const [copies, room] = asked === "one" ? [1, kept * nodes] : [nodes, kept];
  const changes = demand.voting + demand.attaching;
  return sum(demand.claims, (k) => {
    const readings = (demand.pages * first) / k;
    if (k > room) return readings;
    const stands = Math.min(Math.max(apart, k / (changes * first)), longest);
    return copies / (stands + copies / readings);
  });
}
