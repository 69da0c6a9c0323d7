import { and, eq, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import { claims, contributions, decisions, flags } from "@/db/schema";
import { paths } from "@/lib/paths";
import { givenReason } from "../../reasons";
import { wordedReason } from "../reasons";
import { about, claimLink, type Kind, type Matter } from "./kind";

/** What became of the flags that one raised: the decision with its reason, as everybody reads it on the log. */
export const flagged: Kind = {
  events: (account, when) => sql`
    select f.row_id as rowId, f.id as id, f.closed_at as at from flags f
    where f.account = ${account} and f.outcome is not null and ${when(sql`f.closed_at`, sql`f.id`)}
    order by f.closed_at desc, f.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({
        flag: flags,
        it: contributions,
        claim: claimLink,
        decision: decisions,
        worded: wordedReason(decisions.to, decisions.reasonCode),
      })
      .from(flags)
      .innerJoin(decisions, eq(decisions.rowId, flags.closedBy))
      .innerJoin(contributions, eq(contributions.rowId, flags.contribution))
      .innerJoin(claims, eq(claims.rowId, contributions.claim))
      .where(
        and(
          inArray(flags.rowId, rowIds),
          isNotNull(flags.outcome),
          // A flagger who is no curator is not told of what is held since.
          or(ne(contributions.state, "held"), eq(contributions.author, ctx.viewer?.rowId ?? 0)),
        ),
      );
    return new Map(
      rows.flatMap(({ flag, it, claim, decision: d, worded }): [number, Matter][] =>
        flag.outcome === null
          ? []
          : [
              [
                flag.rowId,
                {
                  type: "flag",
                  about: about(it),
                  claim,
                  flagged: flag.reason,
                  outcome: flag.outcome,
                  to: d.to,
                  reason: givenReason(d.to, { code: d.reasonCode, text: d.reasonText }, worded),
                  log: paths.logEntry(d.id),
                },
              ],
            ],
      ),
    );
  },
};
