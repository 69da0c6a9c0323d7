import type { IncomingMessage, ServerResponse } from "node:http";
import { counts } from "@/lib/metrics";
import { sendProblem } from "./problem";

/** Requests that may be worked at or wait for it; those beyond would wait longer than anybody does. */
export const atOnceAtMost = 512;

/** Requests whose bodies may be on their way: each holds a socket, and at most a body's size of memory. */
const comingAtMost = 2048;

/** How long a body may be on its way, in ms, while there is no room for others. */
const patience = 5000;

/** Turns a request away while there is too much to do, so that those under way are finished in time. */
export function shed(res: ServerResponse): void {
  counts.shed += 1;
  sendProblem(res, 503, "server.busy", "Too many are asking at once. Nothing was done: try again in a few seconds.", {
    "Retry-After": "2",
  });
}

/**
 * How much is under way: `enter` answers false where it is too much, and otherwise counts until the answer is closed.
 * What is sent a byte a second is not under way before it has come whole, or a few hundred slow senders would keep
 * everybody else out. Where they are so many that there is no room for another body, the one that has been on its way the
 * longest is given up.
 */
export function createGate({ limit = atOnceAtMost, comingLimit = comingAtMost, longest = patience } = {}) {
  const underWay = new Set<ServerResponse>();
  /** Since when each is on its way, the oldest first. */
  const coming = new Map<ServerResponse, number>();

  function makeRoom(): boolean {
    if (coming.size < comingLimit) return true;
    const [oldest] = coming;
    if (!oldest || performance.now() - oldest[1] < longest) return false;
    const [slow] = oldest;
    coming.delete(slow);
    if (slow.headersSent) slow.destroy();
    else {
      slow.once("finish", () => slow.req.destroy());
      shed(slow);
    }
    return true;
  }

  return {
    enter(req: IncomingMessage, res: ServerResponse): boolean {
      if (underWay.size >= limit || !makeRoom()) return false;
      if (hasBody(req)) {
        coming.set(res, performance.now());
        req.once("end", () => coming.delete(res) && underWay.add(res));
      } else underWay.add(res);
      res.once("close", () => coming.delete(res) || underWay.delete(res));
      return true;
    },
  };
}

/**
 * Lets so many pages be rendered at a time, the others in the order in which they were asked for. All that are under way at
 * once would take turns by themselves, a piece of each; and as a process takes in one new connection between such rounds, even
 * those who are to be turned away, or to hear that all is well, would wait for half a minute. A turn is over with the
 * answer, or after a while: what is waited for elsewhere takes no time of this process.
 */
export function createTurns({ atOnce, longest = 250 }: { atOnce: number; longest?: number }) {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  const pass = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    /** Kept when it is this answer's turn; false where nobody waits for it any more. */
    async take(res: ServerResponse): Promise<boolean> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      if (res.socket === null || res.socket.destroyed) {
        pass();
        return false;
      }
      let over = false;
      const end = () => {
        clearTimeout(late);
        if (!over) pass();
        over = true;
      };
      const late = setTimeout(end, longest).unref();
      res.once("finish", end).once("close", end);
      return true;
    },
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** So long may requests begin in one turn of the event loop, in ms. */
const turnLasts = 1;
/** So many at most, since what one waits for is not counted. */
const eachTurn = 4;

/**
 * Lets requests begin one after the other, few in each turn of the event loop, and only one where it takes long. What is answered
 * from memory goes out in between: a burst of votes would otherwise be worked through whole before the next page.
 */
export function fewEachTurn(now = () => performance.now()): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let coming = 0;
  let began: number | undefined;

  function ask(): void {
    coming += 1;
    // Those that are set before a turn run in it one after the other, and after each what it could do at once.
    setImmediate(next);
  }

  function next(): void {
    coming -= 1;
    if (began === undefined) {
      began = now();
      setImmediate(() => {
        began = undefined;
      });
    }
    if (now() - began < turnLasts) waiting.shift()?.();
    while (coming < Math.min(waiting.length, eachTurn)) ask();
  }

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (coming < eachTurn) ask();
    });
}
