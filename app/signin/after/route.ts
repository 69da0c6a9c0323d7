import { type NextRequest, NextResponse } from "next/server";
import { requestCtx } from "@/lib/web/ctx";
import { makeFresh } from "@/lib/web/fresh";
import { afterSignIn } from "@/lib/web/intent";
import { planCookie, planCookieOptions, readPlan } from "@/lib/web/plan";

/** Where a provider's answer leads to: does what was intended and goes on to where it was intended. */
export async function GET(request: NextRequest) {
  const { next, intent } = readPlan(request.cookies);
  const ctx = await requestCtx();
  await afterSignIn(ctx, intent);
  await makeFresh(ctx.touched);
  const response = new NextResponse(null, { status: 303, headers: { Location: next, "Cache-Control": "no-store" } });
  response.cookies.set(planCookie, "", { ...planCookieOptions(), maxAge: 0 });
  return response;
}
