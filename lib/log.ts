import { DrizzleQueryError } from "drizzle-orm/errors";
import pino from "pino";
import { once } from "@/lib/process";

/** One JSON line an event, on standard output. `LOG_LEVEL` sets how much. */
export const log = once("log", () =>
  pino({ level: process.env.LOG_LEVEL || "info", base: null, serializers: { error: logged } }),
);

/** Drizzle's errors quote the query's parameters, and with them what people wrote. The log keeps what the store said. */
function logged(error: unknown) {
  if (!(error instanceof DrizzleQueryError)) return pino.stdSerializers.err(error as Error);
  return { ...pino.stdSerializers.err(error.cause ?? new Error("The query failed.")), query: error.query };
}
