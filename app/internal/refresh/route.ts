import { expire, outdate } from "@/lib/web/fresh";
import { internalHeader, internalSecret } from "@/lib/web/server/internal-secret";
import type { Stale } from "@/lib/web/staleness";

/** For writes made outside Next: only the server's own socket reaches it. */
export async function POST(request: Request): Promise<Response> {
  if (request.headers.get(internalHeader) !== internalSecret()) return new Response(null, { status: 404 });
  const { expired, outdated } = (await request.json()) as Stale;
  expire(expired);
  outdate(outdated);
  return new Response(null, { status: 204 });
}
