import { type NextRequest, NextResponse } from "next/server";
import { signOut } from "@/lib/accounts/commands";
import { requestCtx } from "@/lib/web/ctx";
import { sessionCookieName, sessionCookieOptions } from "@/lib/web/session-cookie";

/** The plain form "Sign out" of any page. Signing out twice is no fault. */
export async function POST(_request: NextRequest) {
  const ctx = await requestCtx();
  if (ctx.viewer) await signOut(ctx);
  const response = new NextResponse(null, { status: 303, headers: { Location: "/", "Cache-Control": "no-store" } });
  response.cookies.set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
  return response;
}
