import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { holdRules } from "@/db/schema";

/**
 * People of the tests are new, and what new people attach is held. Where a test is not about that, the rule is off: in
 * every database that `moot()` or `startMoot()` makes.
 */
export const letNewAccountsThrough = (db: Database) =>
  db.write((tx) => tx.insert(holdRules).values({ code: "new-account", enabled: false, threshold: null }));

/** As an installed Moot has it: every rule as it is by default. */
export const rulesByDefault = (db: Database) =>
  db.write((tx) => tx.delete(holdRules).where(eq(holdRules.code, "new-account")));
