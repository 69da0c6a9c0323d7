import type { IncomingMessage } from "node:http";

/**
 * Sets a header of a request that came in, or takes it out. Node keeps headers twice: Next reads `headers`, and what
 * makes a web Request of it reads `rawHeaders`.
 */
export function setRequestHeader(req: IncomingMessage, name: string, value: string | undefined): void {
  const raw = req.rawHeaders;
  for (let i = raw.length - 2; i >= 0; i -= 2) {
    if (raw[i]?.toLowerCase() === name) raw.splice(i, 2);
  }
  if (value === undefined) delete req.headers[name];
  else {
    req.headers[name] = value;
    raw.push(name, value);
  }
}
