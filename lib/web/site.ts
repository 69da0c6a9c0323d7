import { readEnv } from "@/lib/env";
import { once } from "@/lib/process";

const ownMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Read once: it is asked for at every card and picture, and what the environment says stays as it is. */
const configured = () =>
  once("site", () => {
    const { NEXTAUTH_URL, PORT } = readEnv();
    return { origin: NEXTAUTH_URL === undefined ? null : new URL(NEXTAUTH_URL).origin, port: PORT };
  });

/**
 * The address under which people reach this Moot, for links that leave it. A request's Host is believed only as far as
 * this machine: else anybody could have a mail sent out whose link leads, with its secret, to a host of theirs.
 */
export function siteOrigin(host: string | null): string {
  const { origin, port } = configured();
  if (origin !== null) return origin;
  return host !== null && ownMachine.test(host) ? `http://${host}` : `http://localhost:${port}`;
}
