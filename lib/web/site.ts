import { readEnv } from "@/lib/env";

const ownMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/**
 * The address under which people reach this Moot, for links that leave it. A request's Host is believed only as far as
 * this machine: else anybody could have a mail sent out whose link leads, with its secret, to a host of theirs.
 */
export function siteOrigin(host: string | null): string {
  const env = readEnv();
  if (env.NEXTAUTH_URL !== undefined) return new URL(env.NEXTAUTH_URL).origin;
  return host !== null && ownMachine.test(host) ? `http://${host}` : `http://localhost:${env.PORT}`;
}
