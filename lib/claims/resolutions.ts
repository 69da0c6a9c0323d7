import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { Ground, Resolution, ResolutionLabel } from "./claims";

/** The number of the first wording that reads as this one does. */
const reads = (number: unknown) => sql`(
  select w.wording from claim_revisions w where w.claim = r.claim and w.number = ${number})`;

type Row = Omit<Resolution, "at" | "current" | "restsOn" | "gone"> & { rowId: number; at: number; current: 0 | 1 };

/**
 * How a claim is resolved, or was at a moment; null where it was not.
 * @param version the number of the wording that is looked at
 */
export async function resolutionOf(ctx: Ctx, claim: number, version: number, at?: Date): Promise<Resolution | null> {
  const then = at?.getTime() ?? 0;
  const stood = at ? sql`d.at <= ${then} and (r.ended_at is null or r.ended_at > ${then})` : sql`r.ended_at is null`;
  const [row] = await ctx.db.all<Row>(sql`
    select r.decision as rowId, d.id as decision, d."to" as outcome, d.reason_text as reasons, d.at, d.by_role as byRole,
      r.revision as wording, ${reads(sql`r.revision`)} is ${reads(version)} as current
    from resolutions r join decisions d on d.row_id = r.decision
    where r.claim = ${claim} and ${stood}
    order by r.decision desc limit 1`);
  if (!row) return null;
  const { rowId, ...resolution } = row;
  const grounds = await groundsOf(ctx, rowId);
  const restsOn = grounds.filter(({ readable }) => readable === 1).map(({ readable: _, ...ground }) => ground);
  return {
    ...resolution,
    at: new Date(row.at),
    current: row.current === 1,
    restsOn,
    gone: grounds.length - restsOn.length,
  };
}

const groundsOf = (ctx: Ctx, decision: number) =>
  ctx.db.all<Ground & { readable: 0 | 1 }>(sql`
    select c.id, c.kind, c.stance, c.state not in ('held', 'withdrawn', 'removed') as readable,
      coalesce(t.source_title, substr(t.text, 1, 120)) as says
    from resolution_grounds g join contributions c on c.row_id = g.contribution
      join revisions t on t.contribution = c.row_id and t.number = c.revision
    where g.decision = ${decision} order by g.contribution`);

/** How each of these claims is resolved, by row id, as a list shows it. */
export async function resolutionLabels(ctx: Ctx, claims: number[]): Promise<Map<number, ResolutionLabel>> {
  const rows = await ctx.db.all<{ claim: number; outcome: ResolutionLabel["outcome"]; current: 0 | 1 }>(sql`
    select r.claim, d."to" as outcome, ${reads(sql`r.revision`)} is c.wording as current
    from json_each(${JSON.stringify(claims)}) asked
      join resolutions r on r.claim = asked.value and r.ended_at is null
      join claims c on c.row_id = r.claim
      join decisions d on d.row_id = r.decision`);
  return new Map(rows.map(({ claim, outcome, current }) => [claim, { outcome, current: current === 1 }]));
}
