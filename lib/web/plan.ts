import type { NextRequest } from "next/server";
import { safeNext } from "@/lib/paths";

/**
 * Where somebody wants to go, and what they want to do there, once they come back from a provider or from their mail.
 * It waits in a cookie of a quarter of an hour: an address could be made up by somebody else.
 */
export type Plan = { next: string; intent: string };

export const planCookie = "moot.plan";

export const planCookieOptions = () =>
  ({
    httpOnly: true,
    sameSite: "lax",
    path: "/signin",
    maxAge: 15 * 60,
    secure: process.env.NEXTAUTH_URL?.startsWith("https://") ?? false,
  }) as const;

export const writePlan = ({ next, intent }: { next: unknown; intent: unknown }): string =>
  Buffer.from(JSON.stringify({ next: safeNext(next), intent: String(intent ?? "").slice(0, 100) })).toString(
    "base64url",
  );

export function readPlan(cookies: Pick<NextRequest["cookies"], "get">): Plan {
  try {
    const { next, intent } = JSON.parse(Buffer.from(cookies.get(planCookie)?.value ?? "", "base64url").toString());
    return { next: safeNext(next), intent: String(intent ?? "") };
  } catch {
    return { next: "/", intent: "" };
  }
}
