import { isListed, type State } from "@/lib/contributions/contributions";
import { type Chance, drawn, primeFrom, zipf } from "./chance";

export type Size = { claims: number; contributions: number; votes: number; seed: number };

/** Claims of the first essay, and of each after it. */
const firstEssay = 1000;
const otherEssays = 90;
/** Levels of the one chain that is always there, and how many the claim with it has at least: a full page of them. */
export const levels = 10;
export const fullPage = 200;
const deepest = 40;

export const essayOf = (claim: number): number =>
  claim < firstEssay ? 0 : 1 + Math.floor((claim - firstEssay) / otherEssays);

/** What of 100 contributions a state has, in order. */
const stateShares: [State, number][] = [
  ["accepted", 70],
  ["unreviewed", 80],
  ["needs-source", 83],
  ["rejected", 93],
  ["withdrawn", 97],
  ["held", 98],
  ["removed", 100],
];

/** What a debate will look like, before a row of it is written: counts follow from all of it. */
export type Plan = {
  people: number;
  /** By claim. */
  votes: Int32Array;
  /** The claim that holds most. */
  top: number;
  /** By contribution, in the order in which they came. */
  claim: Int32Array;
  parent: Int32Array;
  depth: Uint8Array;
  rebuts: Uint8Array;
  supports: Uint8Array;
  author: Int32Array;
  state: State[];
  ratings: Int32Array;
  convincing: Int32Array;
  answers: Int32Array;
  listed: Uint8Array;
};

export function planDebate(chance: Chance, size: Size): Plan {
  const { claims, contributions: count, votes } = size;
  // A prime, so that steps of any width come round to everybody once.
  const people = primeFrom(Math.max(101, Math.ceil(votes / 20)));
  const popular = chance.shuffle(Int32Array.from({ length: claims }, (_, i) => i));
  const top = popular[0] ?? 0;
  const byClaim = new Int32Array(claims);
  for (const [rank, share] of zipf(votes, claims, Math.floor(people * 0.4)).entries()) {
    byClaim[popular[rank] ?? 0] = share;
  }
  const plan: Plan = {
    people,
    votes: byClaim,
    top,
    claim: drawn(chance, zipf(count, claims)).map((rank) => popular[rank] ?? 0),
    parent: new Int32Array(count).fill(-1),
    depth: new Uint8Array(count),
    rebuts: new Uint8Array(count),
    supports: new Uint8Array(count),
    author: new Int32Array(count),
    state: [],
    ratings: new Int32Array(count),
    convincing: new Int32Array(count),
    answers: new Int32Array(count),
    listed: new Uint8Array(count),
  };
  plan.claim.fill(top, 0, fullPage);
  place(chance, plan);
  rateAll(chance, plan);
  countAnswers(plan);
  return plan;
}

const closed = new Set<State>(["rejected", "withdrawn", "held", "removed"]);

/** Who attaches what to what. People answer mostly what is new. */
function place(chance: Chance, plan: Plan): void {
  const recent = new Map<number, number[]>();
  for (const [i, claim] of plan.claim.entries()) {
    const inChain = i <= levels;
    const of = recent.get(claim) ?? [];
    recent.set(claim, of);
    const parent = inChain ? i - 1 : chance.next() < 0.55 ? -1 : (of[chance.below(of.length)] ?? -1);
    plan.parent[i] = parent;
    plan.depth[i] = parent === -1 ? 0 : (plan.depth[parent] ?? 0) + 1;
    plan.rebuts[i] = Number(chance.next() < (parent === -1 ? 0.2 : 0.6));
    plan.supports[i] = Number(plan.rebuts[i] === 0 && chance.next() < 0.55);
    // A few write much: the first of a half million people writes one in eighty.
    plan.author[i] = Math.floor(plan.people * chance.next() ** 3);
    const hundredth = chance.below(100);
    const state = inChain ? "accepted" : (stateShares.find(([, until]) => hundredth < until)?.[0] ?? "accepted");
    plan.state.push(state);
    if (closed.has(state) || (plan.depth[i] ?? 0) >= deepest) continue;
    of.push(i);
    if (of.length > 60) of.shift();
  }
}

/** As many ratings as contributions; one of the first is rated by everybody who comes by. */
function rateAll(chance: Chance, plan: Plan): void {
  for (const i of plan.claim.keys()) {
    const many = i === 0 ? plan.claim.length / 50 : -Math.log(1 - chance.next());
    const ratings = Math.min(plan.people - 1, Math.floor(many * 1.4));
    plan.ratings[i] = ratings;
    plan.convincing[i] = Math.round(ratings * (0.2 + 0.75 * chance.next()));
  }
}

/** Backwards, because what answers something came after it. */
function countAnswers(plan: Plan): void {
  for (let i = plan.claim.length - 1; i >= 0; i--) {
    const listed = isListed(plan.state[i] ?? "removed", plan.answers[i] ?? 0);
    plan.listed[i] = Number(listed);
    const parent = plan.parent[i] ?? -1;
    if (listed && parent !== -1) plan.answers[parent] = (plan.answers[parent] ?? 0) + 1;
  }
}
