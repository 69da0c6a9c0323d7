import { cookies, headers } from "next/headers";
import type { SignedIn } from "@/lib/accounts/commands";
import type { Ctx } from "@/lib/ctx";
import { safeNext } from "@/lib/paths";
import { afterSignIn } from "./intent";
import { sessionCookieFor, sessionCookieName, sessionCookieOptions } from "./session-cookie";

/** Who is asking: the address that the server saw, and what the browser calls itself. */
export async function asker(): Promise<{ address: string | null; userAgent: string | null }> {
  const given = await headers();
  return { address: given.get("x-moot-client"), userAgent: given.get("user-agent") };
}

/** Gives the browser its session, does what was intended, and says where to go next. */
export async function arrive(
  ctx: Ctx,
  { session, viewer }: SignedIn,
  { next, intent }: { next: unknown; intent: unknown },
): Promise<string> {
  (await cookies()).set(sessionCookieName(), await sessionCookieFor(session, viewer), sessionCookieOptions());
  await afterSignIn({ ...ctx, viewer }, intent);
  return safeNext(next);
}

/** Takes the session from the browser. Ending it is the command's. */
export async function leave(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
