import { and, eq, inArray, sql } from "drizzle-orm";
import { claims, contributions, decisions, resolutionGrounds } from "@/db/schema";
import type { ResolutionOutcome } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import { claimLink, type Kind, type Matter, ownAbout, saying } from "./kind";

/** Resolutions that rest on what one attached: one item each, about the first of it. */
export const restedUpon: Kind = {
  events: (account, when) => sql`
    select d.row_id as rowId, d.id as id, d.at as at from decisions d
    where d.row_id in (select distinct g.decision from resolution_grounds g where g.author = ${account})
      and ${when(sql`d.at`, sql`d.id`)} order by d.at desc, d.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({ decision: decisions, own: contributions, says: saying(contributions), claim: claimLink })
      .from(resolutionGrounds)
      .innerJoin(decisions, eq(decisions.rowId, resolutionGrounds.decision))
      .innerJoin(contributions, eq(contributions.rowId, resolutionGrounds.contribution))
      .innerJoin(claims, eq(claims.rowId, decisions.claim))
      .where(and(inArray(resolutionGrounds.decision, rowIds), eq(resolutionGrounds.author, ctx.viewer?.rowId ?? 0)));
    return new Map(
      rows.reverse().map(({ decision: d, own, says, claim }): [number, Matter] => [
        d.rowId,
        {
          type: "ground",
          about: ownAbout(own, says),
          claim,
          outcome: d.to as ResolutionOutcome,
          log: paths.logEntry(d.id),
        },
      ]),
    );
  },
};
