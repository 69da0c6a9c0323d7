import { eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { claims, contributions, decisions } from "@/db/schema";
import { paths } from "@/lib/paths";
import { givenReason } from "../../reasons";
import { claimLink, type Kind, type Matter } from "./kind";

const intoClaim = alias(claims, "into_claim");
const into = alias(contributions, "into_contribution");

/** Merges and splits that took along what one attached: one item each, however much moved. */
export const moved: Kind = {
  events: (account, when) => sql`
    select d.row_id as rowId, d.id as id, d.at as at from decisions d
    where d.row_id in (select distinct m.decision from moves m where m.author = ${account})
      and d.by <> ${account} and ${when(sql`d.at`, sql`d.id`)} order by d.at desc, d.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({
        decision: decisions,
        claim: claimLink,
        intoClaim: { id: intoClaim.id, slug: intoClaim.slug, statement: intoClaim.statement },
        into: { id: into.id, kind: into.kind },
        moved: sql<number>`(
          select count(*) from moves m where m.decision = ${decisions.rowId} and m.author = ${ctx.viewer?.rowId ?? 0})`,
      })
      .from(decisions)
      .leftJoin(claims, eq(claims.rowId, decisions.claim))
      .leftJoin(intoClaim, eq(intoClaim.rowId, decisions.intoClaim))
      .leftJoin(into, eq(into.rowId, decisions.intoContribution))
      .where(inArray(decisions.rowId, rowIds));
    return new Map(
      rows.flatMap(({ decision: d, claim, intoClaim, into, moved }): [number, Matter][] => {
        const to = intoClaim
          ? { url: paths.claim(intoClaim), text: intoClaim.statement }
          : into && {
              url: paths.contribution(into),
              text: into.kind === "evidence" ? "other evidence" : "another rebuttal",
            };
        if (!to) return [];
        const reason = givenReason(d.to, { code: d.reasonCode, text: d.reasonText }, null);
        return [[d.rowId, { type: "move", action: d.action, claim, moved, to, reason, log: paths.logEntry(d.id) }]];
      }),
    );
  },
};
