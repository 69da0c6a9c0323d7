/** Collects what is noted, and gives each at most once in so many ms: the first time at once, then what came in between. */
export function createNowAndThen<T>(apart: number, now = () => performance.now()) {
  const waiting = new Set<T>();
  const given = new Map<T, number>();
  return {
    note(those: Iterable<T>): void {
      for (const one of those) waiting.add(one);
    },
    /** Those whose time has come. */
    take(): T[] {
      const at = now();
      for (const [one, when] of given) if (at - when >= apart) given.delete(one);
      const due = [...waiting].filter((one) => !given.has(one));
      for (const one of due) {
        waiting.delete(one);
        given.set(one, at);
      }
      return due;
    },
  };
}
