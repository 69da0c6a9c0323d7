import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "@/lib/process";

const unhurried = once("unhurried", () => new AsyncLocalStorage<true>());

/** Runs `work`, a page's rendering that lets others go first where it comes to a `pause`. */
export const inPauses = <T>(work: () => T): T => unhurried.run(true, work);

let last: Promise<unknown> = Promise.resolve();

/**
 * Lets others have the event loop. Next renders all that it can in one turn, and whoever reads another page would wait for it.
 * Does nothing where Next renders a page for its own cache: there it takes any waiting for a sign that the page is somebody's own.
 */
export async function pause(): Promise<void> {
  if (unhurried.getStore() === undefined) return;
  // One after the other: those that end in the same turn would be gone on with in one.
  const turn = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  last = turn;
  await turn;
}
