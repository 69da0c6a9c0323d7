import { type NextRequest, NextResponse } from "next/server";
import { sendToProvider } from "@/lib/web/auth";
import { planCookie, planCookieOptions, writePlan } from "@/lib/web/plan";
import { configuredProviders } from "@/lib/web/providers";

type Context = { params: Promise<{ provider: string }> };

/** The buttons "Continue with …" of the sign-in page and of settings, as plain forms. */
export async function POST(request: NextRequest, { params }: Context) {
  const asked = (await params).provider;
  const provider = configuredProviders().find(({ id }) => id === asked);
  if (!provider) return new NextResponse(null, { status: 303, headers: { Location: "/signin" } });
  const form = await request.formData();
  const answer = await sendToProvider(request, provider.id, "/signin/after");
  const response = new NextResponse(null, { status: 303, headers: answer.headers });
  response.cookies.set(
    planCookie,
    writePlan({ next: form.get("next"), intent: form.get("intent") }),
    planCookieOptions(),
  );
  return response;
}

export function GET() {
  return new NextResponse(null, { status: 303, headers: { Location: "/signin" } });
}
