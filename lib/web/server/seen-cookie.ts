import type { IncomingMessage, ServerResponse } from "node:http";
import type { Shared } from "@/db/client";
import { cookiesIn } from "../cookies";

/** Says which change its owner knows of, so that another node does not show them a page from before it. */
const name = "moot.seen";

/** Seconds. By then every node has it. */
const age = 30;

/** Gives whoever changes a page in this request the number of that change with the answer. */
export function noteChange(shared: Shared, res: ServerResponse): void {
  const before = shared.known();
  const { writeHead } = res;
  res.writeHead = ((...given: unknown[]) => {
    const change = shared.known();
    if (change > before && !res.headersSent) {
      res.appendHeader("Set-Cookie", `${name}=${change}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`);
    }
    return Reflect.apply(writeHead, res, given);
  }) as typeof res.writeHead;
}

/** The change that whoever asks knows of; 0 where they know of none. */
export function changeSeen(req: IncomingMessage): number {
  const { cookie } = req.headers;
  if (cookie === undefined || !cookie.includes(`${name}=`)) return 0;
  const change = Number(cookiesIn(cookie)[name]);
  return Number.isSafeInteger(change) ? change : 0;
}
