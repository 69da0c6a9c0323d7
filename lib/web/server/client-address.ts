import type { IncomingMessage } from "node:http";
import { setRequestHeader } from "./request-headers";

export const clientHeader = "x-moot-client";

const loopback = /^(?:::ffff:)?127\.|^::1$/;

export const fromLoopback = (req: IncomingMessage): boolean => loopback.test(req.socket.remoteAddress ?? "");

/**
 * The address of whoever sent the request. Behind a proxy on this machine (NEXTAUTH_URL says there is one, the peer is
 * loopback) it is the last hop of X-Forwarded-For, which that proxy added itself; what stands before it is hearsay.
 */
function clientAddress(req: IncomingMessage, behindProxy: boolean): string {
  const peer = req.socket.remoteAddress ?? "";
  const hops = req.headers["x-forwarded-for"];
  if (behindProxy && hops !== undefined && fromLoopback(req)) {
    const last = String(hops).split(",").at(-1)?.trim();
    if (last) return last;
  }
  return peer.replace(/^::ffff:/, "");
}

/**
 * Tells what is behind us who is asking and by which address, whatever the request claims. The site's address comes
 * from NEXTAUTH_URL, or else from the request's Host.
 */
export function identifyRequest(req: IncomingMessage, site: URL | undefined): void {
  setRequestHeader(req, clientHeader, clientAddress(req, site !== undefined));
  const host = site?.host ?? req.headers.host;
  if (site) setRequestHeader(req, "host", host);
  setRequestHeader(req, "x-forwarded-host", host);
  setRequestHeader(req, "x-forwarded-proto", site ? site.protocol.slice(0, -1) : "http");
  setRequestHeader(req, "forwarded", undefined);
}
