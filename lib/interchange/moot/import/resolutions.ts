import { sql } from "drizzle-orm";
import { resolutions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import type { DebatePart } from "../incoming";
import { dateOrNull, insertAll, type RowIds } from "./rows";

/** Inserts what claims were found to be, once the decisions are there that say so. */
export async function insertResolutions(
  ctx: Ctx,
  document: DebatePart,
  rows: { claims: RowIds; contributions: RowIds; decisions: RowIds },
): Promise<void> {
  const all = document.claims.flatMap(({ id, resolutions }) => resolutions.map((one) => ({ ...one, claim: id })));
  await insertAll(
    ctx,
    resolutions,
    all.map(({ decision, claim, wording, until }) => ({
      decision: rows.decisions.get(decision) ?? 0,
      claim: rows.claims.get(claim) ?? 0,
      revision: wording,
      endedAt: dateOrNull(until),
    })),
  );
  const grounds = all.flatMap(({ decision, restsOn }) =>
    restsOn.map((id) => [rows.decisions.get(decision), rows.contributions.get(id)]),
  );
  await ctx.db.run(sql`
    insert into resolution_grounds (decision, contribution, author)
    select pair.value ->> 0, c.row_id, c.author from json_each(${JSON.stringify(grounds)}) pair
      join contributions c on c.row_id = pair.value ->> 1`);
}
