/** How long somebody waited for the turn, and then held it, in ms. */
export type Turn = { waited: number; held: number };

/** Runs one `work` after the other, in the order in which they were asked for; each is told for how long it waited, in ms. */
export function inTurn(onTurn?: (turn: Turn) => void) {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: (waited: number) => Promise<T>): Promise<T> => {
    const asked = performance.now();
    const begin = async () => {
      const began = performance.now();
      const waited = began - asked;
      try {
        return await work(waited);
      } finally {
        onTurn?.({ waited, held: performance.now() - began });
      }
    };
    const turn = last.then(begin, begin);
    last = turn.catch(() => {});
    return turn;
  };
}
