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

/** How many different pages are expected among so many readings of `count` pages, by Zipf's law. */
export function differentPages(readings: number, count: number): number {
  const first = shareOfFirst(count);
  return sum(count, (k) => 1 - Math.exp((-readings * first) / k));
}
