/** Runs one `work` after the other, in the order in which they were asked for; each is told for how long it waited, in ms. */
export function inTurn(onTurn?: (waited: number) => void) {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: (waited: number) => Promise<T>): Promise<T> => {
    const asked = performance.now();
    const begin = () => {
      const waited = performance.now() - asked;
      onTurn?.(waited);
      return work(waited);
    };
    const turn = last.then(begin, begin);
    last = turn.catch(() => {});
    return turn;
  };
}
