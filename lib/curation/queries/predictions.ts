import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { DuePrediction } from "../claim-desk";

const atMost = 50;

/**
 * Predictions whose day has come, by UTC, and which nobody has resolved as they read now; the longest due first. For a
 * curator of one essay, those of that essay (by the plus, SQLite goes along the days, not through the whole essay).
 */
export async function duePredictions(ctx: Ctx): Promise<DuePrediction[]> {
  const { curates } = authorize(ctx, "queue.read");
  const today = ctx.now.toISOString().slice(0, 10);
  return ctx.db.all<DuePrediction>(sql`
    select c.id, c.slug, c.statement, c.resolves_on as resolvesOn from claims c
    where c.resolves_on <= ${today} and c.resolves_on is not null and c.merged_into is null and c.kind = 'prediction'
      and ${curates === null ? sql`1` : sql`+c.essay = ${curates}`}
      and not exists (
        select 1 from resolutions r join claim_revisions w on w.claim = r.claim and w.number = r.revision
        where r.claim = c.row_id and r.ended_at is null and w.wording = c.wording)
    order by c.resolves_on, c.row_id limit ${atMost}`);
}
