import type { ServerResponse } from "node:http";
import { counts } from "@/lib/metrics";
import { sendProblem } from "./problem";

/** Requests that may be worked at or wait for it; those beyond would wait longer than anybody does. */
export const atOnceAtMost = 512;

/** Turns a request away while there is too much to do, so that those under way are finished in time. */
export function shed(res: ServerResponse): void {
  counts.shed += 1;
  sendProblem(res, 503, "server.busy", "Too many are asking at once. Nothing was done: try again in a few seconds.", {
    "Retry-After": "2",
  });
}

/** How much is under way: `enter` answers false where it is too much, and otherwise counts until the answer is closed. */
export function createGate(limit = atOnceAtMost) {
  let underWay = 0;
  return {
    enter(res: ServerResponse): boolean {
      if (underWay >= limit) return false;
      underWay += 1;
      res.once("close", () => {
        underWay -= 1;
      });
      return true;
    },
  };
}
