import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@/db/client";
import { inTransaction } from "@/lib/ctx";
import { firstEssay } from "@/lib/essays/queries";
import { type ImportReport, importEssay } from "./moot/import-essay";
import { operatorCtx } from "./operator";

/** `starter`: the essay's claims and the starter evidence; `claims`: the claims alone; `none`: nothing. */
export type SeedMode = "starter" | "claims" | "none";

/** Brings the first essay into a Moot that has none; does nothing to one that has. */
export async function seed(
  db: Database,
  mode: SeedMode,
  now = new Date(),
  folder = path.join(process.cwd(), "db/seed"),
): Promise<ImportReport | null> {
  if (mode === "none") return null;
  const ctx = await operatorCtx(db, now);
  const essay = JSON.parse(await readFile(path.join(folder, "why-open-source-ai-is-failing.json"), "utf8"));
  // In one transaction with the look whether there is one: of several nodes that start on an empty server one brings it in.
  return inTransaction(ctx, async (ctx) =>
    (await firstEssay(ctx)).count > 0 ? null : importEssay(ctx, mode === "claims" ? { ...essay, evidence: [] } : essay),
  );
}
