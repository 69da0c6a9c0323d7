/** Numbers that look like chance and are the same for the same seed (sfc32, C. Doty-Humphrey's PractRand). */
export class Chance {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.c = seed | 0;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** From 0 up to but not 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to but not `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** In a new order, in place. */
  shuffle(list: Int32Array): Int32Array {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const [one, other] = [list[i] ?? 0, list[j] ?? 0];
      list[i] = other;
      list[j] = one;
    }
    return list;
  }
}

/**
 * `total` shared out by Zipf's law: the first gets most, the k-th about 1/k of that, nobody more than `atMost`. Real
 * debates look like it: of ten thousand claims, a hundred hold half of all that is said.
 */
export function zipf(total: number, places: number, atMost = total): Int32Array {
  const shares = new Int32Array(places);
  let weights = 0;
  for (let k = 1; k <= places; k++) weights += 1 / k;
  let left = Math.min(total, atMost * places);
  for (let k = 0; k < places && left > 0; k++) {
    const share = Math.min(atMost, left, Math.ceil(total / ((k + 1) * weights)));
    shares[k] = share;
    left -= share;
  }
  // What the most popular had no room for goes to those after them.
  for (let k = 0; k < places && left > 0; k++) {
    const more = Math.min(atMost - (shares[k] ?? 0), left);
    shares[k] = (shares[k] ?? 0) + more;
    left -= more;
  }
  return shares;
}

/** For each of what is shared out, whose it is: drawn by the shares, in the order in which things come. */
export function drawn(chance: Chance, shares: Int32Array): Int32Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const all = new Int32Array(total);
  let at = 0;
  for (const [place, share] of shares.entries()) {
    all.fill(place, at, at + share);
    at += share;
  }
  return chance.shuffle(all);
}

export function primeFrom(number: number): number {
  for (let candidate = number; ; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) return candidate;
  }
}
