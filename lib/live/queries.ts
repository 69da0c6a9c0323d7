import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { essayRow } from "@/lib/essays/queries";
import { tallyOf } from "@/lib/votes/votes";
import type { LiveClaim } from "./live";

/** So many of an essay's claims at most are followed on its page, which shows no more at once. */
const claimsAtMost = 1000;

/** These claims as they stand now; those that went into others are left out. */
export const liveClaims = (ctx: Ctx, ids: string[]): Promise<LiveClaim[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : live(ctx, sql`${claims.id} in (select value from json_each(${JSON.stringify(ids)}))`, ids.length);

/** The claims of an essay as they stand now, in reading order. */
export const liveClaimsIn = async (ctx: Ctx, slug: string): Promise<LiveClaim[]> =>
  live(ctx, eq(claims.essay, (await essayRow(ctx, slug)).rowId), claimsAtMost);

async function live(ctx: Ctx, which: SQL, limit: number): Promise<LiveClaim[]> {
  const rows = await ctx.db
    .select({
      id: claims.id,
      agree: claims.agree,
      disagree: claims.disagree,
      unsure: claims.unsure,
      earlierWording: claims.earlierWording,
      supporting: claims.supporting,
      contradicting: claims.contradicting,
      rebuttals: claims.rebuttals,
      decided: sql<string | null>`(
        select json_object('id', d.id, 'action', d.action) from decisions d where d.claim = ${claims}.row_id
          order by d.row_id desc limit 1)`,
    })
    .from(claims)
    .where(and(which, isNull(claims.mergedInto)))
    .orderBy(claims.position)
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    tally: tallyOf(row),
    counts: { supporting: row.supporting, contradicting: row.contradicting, rebuttals: row.rebuttals },
    decided: row.decided === null ? null : JSON.parse(row.decided),
  }));
}
