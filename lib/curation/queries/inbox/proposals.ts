import { eq, inArray, sql } from "drizzle-orm";
import { claims, decisions, essays, proposals } from "@/db/schema";
import { paths } from "@/lib/paths";
import { givenReason } from "../../reasons";
import { claimLink, type Kind, type Matter } from "./kind";

/** What became of the claims that one proposed. */
export const proposalDecided: Kind = {
  events: (account, when) => sql`
    select d.row_id as rowId, d.id as id, d.at as at from decisions d
    where d.concerns = ${account} and d.proposal is not null and ${when(sql`d.at`, sql`d.id`)}
    order by d.at desc, d.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({
        decision: decisions,
        says: proposals.statement,
        quote: { exact: proposals.quoteExact, prefix: proposals.quotePrefix, suffix: proposals.quoteSuffix },
        essay: essays,
        claim: claimLink,
      })
      .from(decisions)
      .innerJoin(proposals, eq(proposals.rowId, decisions.proposal))
      .innerJoin(essays, eq(essays.rowId, proposals.essay))
      .leftJoin(claims, eq(claims.rowId, decisions.claim))
      .where(inArray(decisions.rowId, rowIds));
    return new Map(
      rows.map(({ decision: d, says, quote, essay: { slug, title }, claim }): [number, Matter] => [
        d.rowId,
        {
          type: "proposal",
          claim: d.action === "undo" ? null : claim,
          says,
          quote,
          essay: { slug, title },
          action: d.action,
          to: d.to,
          reason: givenReason(d.to, { code: d.reasonCode, text: d.reasonText }, null),
          byRole: d.byRole,
          log: paths.logEntry(d.id),
        },
      ]),
    );
  },
};
