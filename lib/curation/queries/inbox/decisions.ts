import { eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { appeals, claims, contributions, decisions } from "@/db/schema";
import { paths } from "@/lib/paths";
import { appealable, appealUntil } from "../../appeals";
import { sayable } from "../../log";
import { givenReason } from "../../reasons";
import { standingDecision } from "../../refresh-appeal";
import { wordedReason } from "../reasons";
import { claimLink, type Kind, type Matter, ownAbout, saying } from "./kind";

const into = alias(contributions, "into_contribution");

/** Decisions of others about what one attached. */
export const decided: Kind = {
  events: (account, when) => sql`
    select d.row_id as rowId, d.id as id, d.at as at from decisions d
    where d.concerns = ${account} and d.proposal is null and ${when(sql`d.at`, sql`d.id`)} order by d.at desc, d.id desc`,

  async read(ctx, rowIds) {
    const rows = await ctx.db
      .select({
        decision: decisions,
        own: contributions,
        says: saying(contributions),
        claim: claimLink,
        worded: wordedReason(decisions.to, decisions.reasonCode),
        into: { id: into.id, kind: into.kind, state: into.state },
        stands: sql<number>`${decisions.rowId} = ${standingDecision(sql`${contributions.rowId}`)}`,
        appeal: appeals.state,
      })
      .from(decisions)
      .innerJoin(contributions, eq(contributions.rowId, decisions.contribution))
      .innerJoin(claims, eq(claims.rowId, contributions.claim))
      .leftJoin(into, eq(into.rowId, decisions.intoContribution))
      .leftJoin(appeals, eq(appeals.decision, decisions.rowId))
      .where(inArray(decisions.rowId, rowIds));
    return new Map(
      rows.map(({ decision: d, own, says, claim, worded, into, stands, appeal }): [number, Matter] => {
        const until = appealUntil(d.at);
        const open = stands === 1 && d.to === own.state && appealable.includes(own.state) && until >= ctx.now;
        return [
          d.rowId,
          {
            type: "decision",
            about: ownAbout(own, says),
            claim,
            action: d.action,
            from: sayable(d.from, own.state),
            to: sayable(d.to, own.state),
            reason: givenReason(d.to, { code: d.reasonCode, text: d.reasonText }, worded),
            byRole: d.byRole,
            log: paths.logEntry(d.id),
            into: into && into.state !== "held" ? { kind: into.kind, url: paths.contribution(into) } : null,
            appeal: open || appeal ? { until, state: appeal } : null,
          },
        ];
      }),
    );
  },
};
