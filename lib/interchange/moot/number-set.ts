/** A set of whole numbers below 2³², in four bytes each: a million voters take four megabytes, whatever they are called. */
export class NumberSet {
  #all = new Uint32Array(0);
  #new = new Uint32Array(4096);
  #newCount = 0;

  add(number: number): void {
    if (this.#newCount === this.#new.length) this.#settle();
    this.#new[this.#newCount] = number;
    this.#newCount += 1;
  }

  /** In order. */
  sorted(): Uint32Array {
    if (this.#newCount > 0) this.#settle();
    return this.#all;
  }

  #settle(): void {
    const all = new Uint32Array(this.#all.length + this.#newCount);
    all.set(this.#all);
    all.set(this.#new.subarray(0, this.#newCount), this.#all.length);
    all.sort();
    let kept = 0;
    for (const number of all) {
      if (kept > 0 && all[kept - 1] === number) continue;
      all[kept] = number;
      kept += 1;
    }
    this.#all = all.slice(0, kept);
    this.#newCount = 0;
    // Sorting anew costs with what is there: the more there is, the rarer it gets.
    if (this.#new.length < this.#all.length) this.#new = new Uint32Array(this.#all.length);
  }
}

/** The place of a number in a sorted list, or -1. */
export function placeOf(sorted: Uint32Array, number: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle] ?? 0;
    if (there === number) return middle;
    if (there < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
