import pino from "pino";
import { once } from "@/lib/process";

/** One JSON line an event, on standard output. `LOG_LEVEL` sets how much. */
export const log = once("log", () =>
  pino({ level: process.env.LOG_LEVEL || "info", base: null, serializers: { error: pino.stdSerializers.err } }),
);
