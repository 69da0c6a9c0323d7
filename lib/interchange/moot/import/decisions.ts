import { eq } from "drizzle-orm";
import { decisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { isAction } from "../check";
import type { DebatePart } from "../incoming";
import type { Ids } from "./ids";
import { at, date, dateOrNull, insertAll, type RowIds, rowIdsOf } from "./rows";

export async function insertDecisions(
  ctx: Ctx,
  document: DebatePart,
  ids: Ids,
  viewer: { rowId: number },
  rows: { essay: number; claims: RowIds; contributions: RowIds },
): Promise<RowIds> {
  await insertAll(
    ctx,
    decisions,
    document.decisions.map((it) => ({
      id: ids.decisions.get(it.id) ?? newId(),
      at: date(it.at),
      // Who decided is not in the file; whoever imports it answers for it.
      by: viewer.rowId,
      byRole: it.byRole,
      action: isAction(it.action) ? it.action : "decide",
      essay: rows.essay,
      claim: at(rows.claims, it.claim),
      contribution: at(rows.contributions, it.contribution),
      from: it.from,
      to: it.to,
      reasonCode: it.reason?.code ?? null,
      reasonText: it.reason?.text ?? null,
      fromReasonCode: it.fromReason?.code ?? null,
      fromReasonText: it.fromReason?.text ?? null,
      intoClaim: at(rows.claims, it.intoClaim),
      intoContribution: at(rows.contributions, it.intoContribution),
      until: dateOrNull(it.until),
    })),
  );
  const rowIds = await rowIdsOf(ctx, "decisions", ids.decisions);
  for (const { id, undoes } of document.decisions) {
    if (undoes === null) continue;
    await ctx.db
      .update(decisions)
      .set({ undoes: at(rowIds, undoes) })
      .where(eq(decisions.rowId, rowIds.get(id) ?? 0));
  }
  return rowIds;
}
