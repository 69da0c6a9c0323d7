import { isUnreachable, OutcomeUnknown } from "./unreachable";

/** A group of more would hold up those who write something else for longer than most of them do. */
const atMost = 16;

type Waiting<W, R> = { work: W; resolve(found: R): void; reject(error: unknown): void };

/** Does what `take` brings, all of it or none, and answers in its order. To take late is to take more. */
type Together<W, R> = (take: () => W[]) => Promise<R[]>;

/**
 * Has those who wait at the same time share one transaction, its commit and its trip to a server. None of them is the worse
 * for another: a group that the database refuses is done one by one. What is not known to have been undone is not done again.
 */
export function inGroups<W, R>(together: Together<W, R>): (work: W) => Promise<R> {
  const waiting: Waiting<W, R>[] = [];

  async function next(): Promise<void> {
    const group: Waiting<W, R>[] = [];
    const take = (): W[] => {
      group.push(...waiting.splice(0, atMost));
      if (waiting.length > 0) void next();
      return group.map(({ work }) => work);
    };
    try {
      const found = await together(take);
      for (const [i, { resolve }] of group.entries()) resolve(found[i] as R);
    } catch (error) {
      if (group.length === 0) take();
      const apart = group.length > 1 && !isUnreachable(error) && !(error instanceof OutcomeUnknown);
      for (const { work, resolve, reject } of group) {
        if (apart) await together(() => [work]).then(([found]) => resolve(found as R), reject);
        else reject(error);
      }
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      if (waiting.length === 1) void next();
    });
}
