import { Chance } from "../generate/chance";

/** What comes to a station: so many a second, each of which takes so many ms there on average. */
export type Flow = { name: string; perSecond: number; ms: number };

export type Waiting = { mean: number; p50: number; p99: number };

/** How long each flow's requests took, waiting included, in ms; and what part of the time the servers were busy. */
export type Outcome = { flows: Record<string, Waiting>; busy: number };

export type Station = { servers: number; flows: Flow[]; seconds: number; seed: number };

/** Of the time simulated, what is left out at the beginning, when nobody waits yet. */
const warmUp = 0.1;

/**
 * One queue before several servers, event by event: requests come by chance (Poisson), take times by chance (exponential)
 * and are served in the order in which they came. The same seed gives the same outcome.
 */
export function simulate({ servers, flows, seconds, seed }: Station): Outcome {
  const chance = new Chance(seed);
  const exponential = (mean: number) => -Math.log(1 - chance.next()) * mean;
  const end = seconds * 1000;
  const next = flows.map(({ perSecond }) => (perSecond > 0 ? exponential(1000 / perSecond) : Number.POSITIVE_INFINITY));
  const freeAt = new Soonest(servers);
  const took: number[][] = flows.map(() => []);
  let busy = 0;
  for (;;) {
    const flow = next.indexOf(Math.min(...next));
    const at = next[flow] ?? Number.POSITIVE_INFINITY;
    const { ms, perSecond } = flows[flow] ?? { ms: 0, perSecond: 0 };
    if (at > end) break;
    next[flow] = at + exponential(1000 / perSecond);
    const begins = Math.max(at, freeAt.first());
    const ends = begins + exponential(ms);
    freeAt.replaceFirst(ends);
    busy += Math.max(0, Math.min(ends, end) - begins);
    if (at > end * warmUp) took[flow]?.push(ends - at);
  }
  return {
    flows: Object.fromEntries(flows.map(({ name }, i) => [name, waitingOf(took[i] ?? [])])),
    busy: busy / (end * servers),
  };
}

function waitingOf(times: number[]): Waiting {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length),
    p50: at(0.5),
    p99: at(0.99),
  };
}

/** When each of several servers is free again, the soonest first: a binary heap. */
class Soonest {
  private readonly times: Float64Array;

  constructor(count: number) {
    this.times = new Float64Array(count);
  }

  first(): number {
    return this.times[0] ?? 0;
  }

  replaceFirst(time: number): void {
    const { times } = this;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child =
        (times[right] ?? Number.POSITIVE_INFINITY) < (times[left] ?? Number.POSITIVE_INFINITY) ? right : left;
      const sooner = times[child];
      if (sooner === undefined || sooner >= time) break;
      times[at] = sooner;
      at = child;
    }
    times[at] = time;
  }
}
