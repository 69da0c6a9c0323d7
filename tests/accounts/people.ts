import { signUp } from "@/lib/accounts/commands";
import type { Ctx } from "@/lib/ctx";
import { sessionCookieFor, sessionCookieName } from "@/lib/web/session-cookie";
import { viewerOf } from "@/lib/web/viewer";
import type { moot } from "../support/moot";

// Otherwise one would be made and kept in data/.
process.env.NEXTAUTH_SECRET ??= "the secret of the Moot of these tests";

export const password = "correct horse battery";

type Moot = Awaited<ReturnType<typeof moot>>;

/** Somebody who signed up by name and password, with what their browser sends from then on. */
export async function arguer(m: Moot, name: string) {
  const { viewer, session } = await signUp(await m.as(null), { name, password }, "Firefox");
  const cookie = `${sessionCookieName()}=${await sessionCookieFor(session, viewer)}`;
  return { viewer, session, cookie, seen: () => asked(m, cookie) };
}

/** Whom a request with this cookie comes from, now. */
export const asked = (m: Moot, cookie: string | null, authorization: string | null = null) =>
  viewerOf({ cookie, authorization }, m.db, m.clock.now);

/** The ctx of a request with this cookie. */
export const by = async (m: Moot, cookie: string): Promise<Ctx> => ({
  ...(await m.as(null)),
  viewer: await asked(m, cookie),
});
