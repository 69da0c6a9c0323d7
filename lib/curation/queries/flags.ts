import { and, eq, isNull, sql } from "drizzle-orm";
import { flags } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { contributionRow } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import { type Flagging, type FlagOutcome, type FlagReason, flagReasonCodes } from "../reasons";

type Decided = { outcome: FlagOutcome; decision: string; to: State };

/**
 * What was decided about a flag for this reason on the wording that stands now, whoever raised it. Something else is
 * another matter in other words: it counts as decided for the one who raised it, and for whoever says the same.
 */
export async function decidedFlag(
  ctx: Ctx,
  it: { rowId: number; revision: number },
  { reason, text }: { reason: FlagReason; text: string },
): Promise<Decided | undefined> {
  const [row] = await ctx.db.all<Decided>(sql`
    select f.outcome, d.id as decision, d."to"
    from flags f join decisions d on d.row_id = f.closed_by
    where f.contribution = ${it.rowId} and f.reason = ${reason} and f.outcome is not null
      and (f.reason <> 'other' or f.account = ${ctx.viewer?.rowId ?? 0} or f.text = ${text})
      and (f.revision = ${it.revision} or f.closed_at > (
        select r.at from revisions r where r.contribution = f.contribution and r.number = ${it.revision}))
    order by f.closed_at desc limit 1`);
  return row;
}

/** The viewer's own open flag on a contribution. */
async function ownFlag(ctx: Ctx, contribution: number) {
  if (!ctx.viewer) return null;
  const [row] = await ctx.db
    .select({ reason: flags.reason, text: flags.text, at: flags.at })
    .from(flags)
    .where(and(eq(flags.contribution, contribution), eq(flags.account, ctx.viewer.rowId), isNull(flags.closedAt)));
  return row ?? null;
}

/** What the viewer can know before flagging: their own open flag, and the reasons that were decided about already. */
export async function flagging(ctx: Ctx, contributionId: string): Promise<Flagging> {
  const it = await contributionRow(ctx, contributionId);
  const decided: Flagging["decided"] = [];
  for (const reason of flagReasonCodes) {
    const found = await decidedFlag(ctx, it, { reason, text: "" });
    if (found) decided.push({ reason, outcome: found.outcome, log: paths.logEntry(found.decision) });
  }
  return { own: await ownFlag(ctx, it.rowId), decided };
}
