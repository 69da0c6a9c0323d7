import type { IncomingMessage, ServerResponse } from "node:http";
import { sendProblem } from "./problem";

/** The largest body of a request. The editor's document is bounded well below it. */
export const bodyLimit = 1024 * 1024;

/**
 * How much of a debate that is brought in is read before the connection is cut. What is larger than an import may be is
 * read up to here and kept nowhere: a browser shows no answer before it has sent everything.
 */
export const importBodyLimit = 512 * 1024 * 1024;

/** How long a sender may go on who was refused, in ms. */
const lingering = 1000;

/** Refuses a body that is too large: by its declared length at once, else where it passes the limit. True when refused. */
export function limitBody(req: IncomingMessage, res: ServerResponse, most = bodyLimit): boolean {
  const declared = req.headers["content-length"];
  if (declared !== undefined) {
    if (Number(declared) <= most) return false;
    refuse(res);
    return true;
  }
  if (req.headers["transfer-encoding"] === undefined) return false;
  const push = req.push.bind(req);
  let received = 0;
  // Counted where Node's parser hands the bytes over: listening for data would start the stream before its reader.
  req.push = (chunk: Buffer | null, ...more) => {
    received += chunk?.length ?? 0;
    if (received <= most) return push(chunk, ...more);
    // What still comes is thrown away for a moment: closed in the midst of it, the connection would take the answer with it.
    if (!res.headersSent) {
      res.once("finish", () => setTimeout(() => req.destroy(), lingering).unref());
      refuse(res, {});
    }
    return true;
  };
  return false;
}

const refuse = (res: ServerResponse, headers: Record<string, string> = { Connection: "close" }) =>
  sendProblem(res, 413, "request.too_large", "That is more than Moot takes in one go. Make it shorter.", headers);
