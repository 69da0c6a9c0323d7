import { randomBytes } from "node:crypto";
import { once } from "@/lib/process";

/** Carries the secret that only a request over the inner socket has. Stripped from what comes from outside. */
export const internalHeader = "x-moot-internal";

export const internalSecret = (): string => once("internal secret", () => randomBytes(24).toString("base64url"));
