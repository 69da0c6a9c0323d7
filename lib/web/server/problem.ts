import type { ServerResponse } from "node:http";
import type { RefusalStatus } from "@/lib/errors";

/** Answers a refusal as RFC 9457 has it. For what is refused before a route is reached. */
export function sendProblem(
  res: ServerResponse,
  status: RefusalStatus | 500,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify({ type: "about:blank", title: code, status, code, detail });
  res.writeHead(status, {
    ...headers,
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  res.end(body);
}
