import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { databaseFile, dataFolder } from "@/db/file";
import { type Env, readEnv } from "@/lib/env";
import { once } from "@/lib/process";

/** What session cookies are encrypted with: the configured one, or one made at the first need and kept. */
export const sessionSecret = (): string => once("session-secret", () => findSecret(readEnv()));

export function findSecret(env: Pick<Env, "NEXTAUTH_SECRET" | "DATABASE_URL">): string {
  if (env.NEXTAUTH_SECRET !== undefined) return env.NEXTAUTH_SECRET;
  if (databaseFile(env.DATABASE_URL) === null) {
    throw new Error(
      "Where the database is a server, NEXTAUTH_SECRET has to be set, to the same on every machine: a session made on one is to hold on all.",
    );
  }
  const file = path.join(dataFolder(env.DATABASE_URL), "secret");
  return read(file) ?? make(file);
}

function make(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    // A link appears whole or not at all, and never replaces what another process was faster to put there.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return read(file) ?? "";
}

function read(file: string): string | undefined {
  try {
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < 32) throw new Error(`${file} holds no secret. Remove it; the next start makes a new one.`);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
