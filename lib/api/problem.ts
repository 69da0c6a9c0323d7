import { STATUS_CODES } from "node:http";
import { asRefusal, type Refusal } from "@/lib/errors";
import { log } from "@/lib/log";

export const problemType = "application/problem+json";

/** What an error answers to whoever asked: a refusal in the words of RFC 9457; a fault of ours tells nothing of itself. */
export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
  const refusal = asRefusal(error);
  if (!refusal || refusal.status === 503) log.error({ error }, "an API request failed");
  const status = refusal?.status ?? 500;
  return new Response(JSON.stringify(problemBody(refusal ?? fault)), {
    status,
    headers: {
      "Content-Type": problemType,
      "Cache-Control": "no-store",
      ...(refusal?.retryAfter === undefined ? {} : { "Retry-After": String(refusal.retryAfter) }),
      ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="Moot"' } : {}),
      ...headers,
    },
  });
}

const fault = { status: 500, code: "server.fault", message: "Something broke on our side. Try again in a moment." };

type Told = Pick<Refusal, "code" | "message"> & Partial<Pick<Refusal, "errors" | "details">> & { status: number };

/** `details` become members of the problem, as RFC 9457 has it for what is particular to one type of problem. */
const problemBody = ({ status, code, message, errors, details }: Told) => ({
  ...details,
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Refused",
  status,
  detail: message,
  code,
  ...(errors && { errors }),
});
