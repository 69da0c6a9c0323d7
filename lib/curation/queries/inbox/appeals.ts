import { eq, inArray, sql } from "drizzle-orm";
import { appeals, claims, contributions } from "@/db/schema";
import { about, claimLink, type Kind, type Matter } from "./kind";

/** How appeals against one's own decisions ended. */
export const appealed: Kind = {
  events: (account, when) => sql`
    select a.row_id as rowId, a.id as id, a.answered_at as at from appeals a
    where a.decided_by = ${account} and a.answered_at is not null and ${when(sql`a.answered_at`, sql`a.id`)}
    order by a.answered_at desc, a.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({ appeal: appeals, it: contributions, claim: claimLink })
      .from(appeals)
      .innerJoin(contributions, eq(contributions.rowId, appeals.contribution))
      .innerJoin(claims, eq(claims.rowId, contributions.claim))
      .where(inArray(appeals.rowId, rowIds));
    return new Map(
      rows.flatMap(({ appeal, it, claim }): [number, Matter][] =>
        appeal.state === "upheld" || appeal.state === "denied"
          ? [
              [
                appeal.rowId,
                { type: "appeal", about: about(it), claim, outcome: appeal.state, answer: appeal.answer ?? "" },
              ],
            ]
          : [],
      ),
    );
  },
};
