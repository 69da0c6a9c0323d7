import { expire } from "@/lib/web/fresh";
import { internalHeader, internalSecret } from "@/lib/web/server/internal-secret";

/** For what is stale by writes outside of Next: only the server's own socket reaches it. */
export async function POST(request: Request): Promise<Response> {
  if (request.headers.get(internalHeader) !== internalSecret()) return new Response(null, { status: 404 });
  const { tags } = (await request.json()) as { tags: string[] };
  expire(tags);
  return new Response(null, { status: 204 });
}
