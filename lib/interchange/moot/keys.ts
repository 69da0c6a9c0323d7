/** Numbers by row id, in four bytes each: a million voters take four megabytes. 0 stands for none. */
export class Numbers {
  #of = new Int32Array(1024);

  get(rowId: number): number {
    return this.#of[rowId] ?? 0;
  }

  set(rowId: number, number: number): void {
    if (rowId >= this.#of.length) {
      const grown = new Int32Array(Math.max(rowId + 1, this.#of.length * 2));
      grown.set(this.#of);
      this.#of = grown;
    }
    this.#of[rowId] = number;
  }
}

/**
 * The keys that a document has for people, given out in the order in which they come up in it, so that the same debate
 * gives the same document wherever it is kept. Who voted has a key apart from who wrote, unless they show their votes.
 */
export class Keys {
  #voters = new Numbers();
  #voterCount = 0;
  #people = new Map<number, { key: string; name: string | null }>();

  person(rowId: number, name: string | null): string {
    const known = this.#people.get(rowId);
    if (known) return known.key;
    const key = `p${this.#people.size + 1}`;
    this.#people.set(rowId, { key, name });
    return key;
  }

  /** @param shown the name of somebody who shows their votes */
  voter(rowId: number, shown: string | null): string {
    if (shown !== null) return this.person(rowId, shown);
    if (this.#voters.get(rowId) === 0) {
      this.#voterCount += 1;
      this.#voters.set(rowId, this.#voterCount);
    }
    return `v${this.#voters.get(rowId)}`;
  }

  /** Where somebody stands among the keys given out so far; infinite for those who have none yet. */
  place(rowId: number, shown: string | null): number {
    if (shown === null) return this.#voters.get(rowId) || Number.POSITIVE_INFINITY;
    const key = this.#people.get(rowId)?.key;
    return key === undefined ? Number.POSITIVE_INFINITY : -Number(key.slice(1));
  }

  people(): { key: string; name: string | null }[] {
    return [...this.#people.values()];
  }
}
