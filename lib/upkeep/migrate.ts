import type { Database } from "@/db/client";
import { migrateDatabase, pendingMigrations } from "@/db/migrate";
import { own } from "@/db/ownership";

/**
 * Brings the tables up to date for an operator's command: where that takes a migration, only if no server is running on
 * the older ones.
 * @returns the migrations that were applied
 */
export async function migrateUnlessOwned(db: Database, url: string): Promise<string[]> {
  const pending = await pendingMigrations(db.clients.reader);
  if (pending.length === 0) return pending;
  const ownership = await own(url);
  await migrateDatabase(db).finally(() => ownership.release());
  return pending;
}
