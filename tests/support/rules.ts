import type { Database } from "@/db/client";
import { holdRules } from "@/db/schema";

/** As an admin sets it who wants to see what newcomers attach before others do. */
export const holdFirstContributions = (db: Database) =>
  db.write((tx) => tx.insert(holdRules).values({ code: "new-account", enabled: true, threshold: 1 }));
