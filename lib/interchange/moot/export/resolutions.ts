import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { Found } from "../scope";
import { isoOf } from "./times";

type Row = { rowId: number; claim: number; decision: string; revision: number; ended: number | null };

/** The resolutions of some claims, the oldest first, each with what it rests on and the document has. */
export async function resolutionParts(ctx: Ctx, found: Found, inSome: SQL) {
  const rows = await ctx.db.all<Row>(sql`
    select r.decision as rowId, r.claim, d.id as decision, r.revision, r.ended_at as ended
    from resolutions r join decisions d on d.row_id = r.decision where r.claim in ${inSome} order by r.decision`);
  const grounds = await ctx.db.all<{ decision: number; id: string }>(sql`
    select g.decision, c.id from resolutions r cross join resolution_grounds g on g.decision = r.decision
      cross join contributions c on c.row_id = g.contribution join claims k on k.row_id = c.claim
    where r.claim in ${inSome} and ${found.ofClaim} and ${found.visible} order by g.decision, g.contribution`);
  return rows.map(({ rowId, claim, decision, revision, ended }) => ({
    claim,
    decision,
    wording: revision,
    until: isoOf(ended),
    restsOn: grounds.filter((ground) => ground.decision === rowId).map((ground) => ground.id),
  }));
}
