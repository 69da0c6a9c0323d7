import { LRUCache } from "lru-cache";
import { decode, encode } from "next-auth/jwt";
import { once } from "@/lib/process";
import { sessionSecret } from "./secret";

/** Seconds. Longer than any session: when one ends is decided in the database. Browsers keep no cookie longer. */
export const cookieAge = 400 * 24 * 60 * 60;

const secure = (): boolean => process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;

/** next-auth's name: on https the browser itself refuses it from anywhere but this site over https. */
export const sessionCookieName = (): string => `${secure() ? "__Secure-" : ""}next-auth.session-token`;

export const sessionCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: secure(), maxAge: cookieAge }) as const;

/** The cookie's value for a session: next-auth's encrypted token, with the account in `sub` and the session in `sid`. */
export const sessionCookieFor = (session: { id: string }, account: { id: string }): Promise<string> =>
  encode({ token: { sub: account.id, sid: session.id }, secret: sessionSecret(), maxAge: cookieAge });

/** Decoding derives a key and decrypts; the session is looked up each time anyway, so what was decoded is kept. */
const keptSessions = once(
  "decoded-session-cookies",
  () => new LRUCache<string, { sid: string; expires: number }>({ max: 5000 }),
);

/** The id of the session that a cookie speaks of, or undefined where it is not one of ours or too old. */
export async function sessionIdIn(cookie: string, now: Date): Promise<string | undefined> {
  const known = keptSessions.get(cookie) ?? (await decodeCookie(cookie));
  return known && known.expires > now.getTime() ? known.sid : undefined;
}

async function decodeCookie(cookie: string) {
  // Whoever sends something else than a cookie of ours sends nothing.
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  if (typeof token?.sid !== "string" || typeof token.exp !== "number") return undefined;
  const session = { sid: token.sid, expires: token.exp * 1000 };
  keptSessions.set(cookie, session);
  return session;
}
