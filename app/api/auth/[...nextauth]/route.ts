import type { NextRequest } from "next/server";
import { askNextAuth } from "@/lib/web/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

export async function GET(request: NextRequest, { params }: Context) {
  return askNextAuth(request, { path: (await params).nextauth });
}

/** Some issuers send their answer as a form. */
export async function POST(request: NextRequest, { params }: Context) {
  const body = Object.fromEntries(new URLSearchParams(await request.text()));
  return askNextAuth(request, { path: (await params).nextauth, body });
}
