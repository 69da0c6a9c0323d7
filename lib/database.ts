import { type Database, openDatabase } from "@/db/client";
import { readEnv } from "@/lib/env";
import { countSync, countWrite } from "@/lib/metrics";
import { once } from "@/lib/process";

/** The process's database, opened at the first call. */
export function database(): Promise<Database> {
  return once("database", () => {
    const env = readEnv();
    return openDatabase({
      url: env.DATABASE_URL,
      replicas: env.DATABASE_REPLICA_URL,
      authToken: env.DATABASE_AUTH_TOKEN,
      onTurn: countWrite,
      onSync: countSync,
    });
  });
}
