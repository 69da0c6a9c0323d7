import type { Change, VotesPart } from "../moot/format";
import type { Value } from "./convention";

/** What somebody said of a statement, at a time (ms since 1970). */
export type Vote = { voter: string; value: Value; at: number };

const values: Value[] = ["agree", "disagree", "unsure"];

/** Changes handed over at a time. */
const batch = 5000;

/** Votes in the order in which they were read, in seventeen bytes each: a file can have millions. */
export class CastVotes {
  #count = 0;
  #claims = new Uint16Array(1024);
  #voters = new Uint32Array(1024);
  #values = new Uint8Array(1024);
  #times = new Float64Array(1024);
  #numbers = new Map<string, number>();

  add(claim: number, { voter, value, at }: Vote): void {
    if (this.#count === this.#claims.length) {
      const more = 2 * this.#count;
      this.#claims = grown(this.#claims, new Uint16Array(more));
      this.#voters = grown(this.#voters, new Uint32Array(more));
      this.#values = grown(this.#values, new Uint8Array(more));
      this.#times = grown(this.#times, new Float64Array(more));
    }
    const number = this.#numbers.get(voter) ?? this.#numbers.size + 1;
    this.#numbers.set(voter, number);
    this.#claims[this.#count] = claim;
    this.#voters[this.#count] = number;
    this.#values[this.#count] = values.indexOf(value);
    this.#times[this.#count] = at;
    this.#count += 1;
  }

  /**
   * Each person's changes on each claim, by time; the last stands. Who they are is said by a number alone, given out in
   * the order in which they come up.
   * @param ids of the claims, by their places
   */
  *histories(ids: string[]): Generator<VotesPart> {
    const keys = new Uint32Array(this.#numbers.size + 1);
    let given = 0;
    for (const [place, order] of this.#byClaim(ids.length).entries()) {
      const id = ids[place] ?? "";
      const before = new Map<number, Value>();
      let history: Change<Value>[] = [];
      for (const i of order) {
        const voter = this.#voters[i] ?? 0;
        const value = values[this.#values[i] ?? 0] ?? "unsure";
        const from = before.get(voter) ?? null;
        if (from === value) continue;
        before.set(voter, value);
        if (keys[voter] === 0) keys[voter] = ++given;
        history.push([`v${keys[voter]}`, from, value, this.#times[i] ?? 0]);
        if (history.length < batch) continue;
        yield { claim: id, history, standing: [] };
        history = [];
      }
      if (history.length > 0) yield { claim: id, history, standing: [] };
    }
  }

  /** The places of each claim's votes, by time; by their order in the file where that is the same. */
  #byClaim(claims: number): Uint32Array[] {
    const counts = new Uint32Array(claims);
    for (let i = 0; i < this.#count; i += 1) counts[this.#claims[i] ?? 0] = (counts[this.#claims[i] ?? 0] ?? 0) + 1;
    const orders = Array.from(counts, (count) => new Uint32Array(count));
    const filled = new Uint32Array(claims);
    for (let i = 0; i < this.#count; i += 1) {
      const claim = this.#claims[i] ?? 0;
      const at = filled[claim] ?? 0;
      const order = orders[claim];
      if (order) order[at] = i;
      filled[claim] = at + 1;
    }
    for (const order of orders) order.sort((a, b) => (this.#times[a] ?? 0) - (this.#times[b] ?? 0) || a - b);
    return orders;
  }
}

function grown<List extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: List, into: List): List {
  into.set(from);
  return into;
}
