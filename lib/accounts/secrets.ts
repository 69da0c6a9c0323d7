import { createHash, randomBytes } from "node:crypto";

/** 256 bits that can stand in an address. Whoever has it is let in: it is shown once and only its hash is kept. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Marks a secret as a personal token of Moot, for people and for scanners of leaked secrets. */
export const tokenPrefix = "moot_";
