import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a page of another site sent this request that would change something. Browsers say so themselves; programs
 * with a token send neither header and pass. Next would answer a foreign form with a 500, and knows nothing of the API.
 * @param ownOrigin as configured; without one, the request's own Host is what the Origin must name
 */
export function isForeign(method: string, headers: IncomingHttpHeaders, ownOrigin: string | undefined): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return false;
  const site = headers["sec-fetch-site"];
  if (site === "same-origin" || site === "none") return false;
  if (site !== undefined) return true;
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (ownOrigin !== undefined) return origin !== ownOrigin;
  return origin !== `http://${host}` && origin !== `https://${host}`;
}
