import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/accounts/accounts";

/** Who sent a request, by its session cookie or its bearer token; null for a stranger. Knows nothing of Next. */
export async function viewerOf(
  _request: { cookie: string | null | undefined; authorization: string | null | undefined },
  _db: Database,
  _now: Date,
): Promise<Viewer | null> {
  return null;
}
