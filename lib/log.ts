import pino from "pino";
import { once } from "@/lib/process";

/** One JSON line an event, on standard output. `LOG_LEVEL` sets how much. */
export const log = once("log", () =>
  pino({ level: process.env.LOG_LEVEL || "info", base: null, serializers: { error: logged } }),
);

/**
 * Drizzle's errors quote the query's parameters, and with them what people wrote. The log keeps what the store said.
 * They are known by their shape: the error may come from Next's copy of Drizzle and this be the server's.
 */
export function logged(error: unknown) {
  if (!(error instanceof Error && "query" in error && "params" in error))
    return pino.stdSerializers.err(error as Error);
  const cause = error.cause instanceof Error ? error.cause : new Error("The query failed.");
  return { ...pino.stdSerializers.err(cause), query: error.query };
}
