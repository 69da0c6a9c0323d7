import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { claims, essays, sections } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import type { View } from "./format";

/** What is to be exported: an essay by its slug, or one claim by its id. */
export type Scope = { essay: string } | { claim: string };

/** A scope looked up: its rows, and the SQL that tells what belongs to it. `k` is a claim's row, `c` a contribution's. */
export type Found = {
  kind: "essay" | "claim";
  essay: typeof essays.$inferSelect;
  sections: (typeof sections.$inferSelect)[];
  /** Row ids of the claims, in reading order; those that lost their place last. */
  claims: number[];
  ofClaim: SQL;
  /**
   * Contributions `c` with their claims `k`, to be read by row id: along the claim's index, or for an essay along all of
   * them. Claim by claim, each of an essay's batches would sort what is left anew.
   */
  placed: SQL;
  visible: SQL;
};

export async function findScope(ctx: Ctx, scope: Scope, view: View): Promise<Found> {
  if (view === "full") authorize(ctx, "essay.export-all");
  const [found] =
    "essay" in scope
      ? await ctx.db.select({ essay: essays }).from(essays).where(eq(essays.slug, scope.essay))
      : await ctx.db
          .select({ essay: essays, claim: claims })
          .from(claims)
          .innerJoin(essays, eq(essays.rowId, claims.essay))
          .where(eq(claims.id, scope.claim));
  if (!found) throw notFound("essay" in scope ? "essay" : "claim");
  const { essay } = found;
  const claim = "claim" in found ? (found.claim as typeof claims.$inferSelect) : null;
  if (claim !== null && claim.mergedInto === claim.rowId) throw notFound("claim");
  const parts = await ctx.db
    .select()
    .from(sections)
    .where(and(eq(sections.essay, essay.rowId), claim ? eq(sections.rowId, claim.section) : undefined))
    .orderBy(asc(sections.position));
  const rows = await ctx.db
    .select({ rowId: claims.rowId })
    .from(claims)
    .where(claim ? eq(claims.rowId, claim.rowId) : and(eq(claims.essay, essay.rowId), stands(sql`${claims}`)))
    .orderBy(sql`position < 0`, sql`abs(position)`);
  return {
    kind: claim ? "claim" : "essay",
    essay,
    sections: parts,
    claims: rows.map((row) => row.rowId),
    ofClaim: claim ? sql`k.row_id = ${claim.rowId}` : sql`k.essay = ${essay.rowId} and ${stands(sql`k`)}`,
    placed: claim
      ? sql`contributions c join claims k on k.row_id = c.claim and c.claim = ${claim.rowId}`
      : sql`contributions c cross join claims k on k.row_id = c.claim`,
    visible: view === "full" ? sql`1` : visibleToAll,
  };
}

/** A claim that was taken back is nowhere. */
const stands = (claim: SQL): SQL => sql`${claim}.merged_into is not ${claim}.row_id`;

/** What is held is seen by nobody but curators and its author; its place is shown where something shown hangs on it. */
const visibleToAll = sql`(c.state <> 'held' or exists (
  with recursive below(row_id, state) as (
    select row_id, state from contributions where parent = c.row_id
    union all select child.row_id, child.state from contributions child join below on child.parent = below.row_id
  ) select 1 from below where state <> 'held'))`;
