import { sql } from "drizzle-orm";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { may } from "@/lib/policy/policy";
import type { LastDecision } from "../../queue";
import { givenReason } from "../../reasons";
import { wordedReason } from "../reasons";

/** For so long a decision is offered to be taken back by one key; later, from the item itself. */
const offered = 60 * 60 * 1000;

type Row = {
  id: string;
  at: number;
  to: State;
  code: string | null;
  text: string | null;
  worded: string | null;
  contribution: string;
  kind: ContributionKind;
  version: number;
  state: State;
  author: number;
  answered: number | null;
  claim: string;
  slug: string;
  statement: string;
  essay: number;
};

/** The viewer's latest decision about a contribution that nobody took back, and after which nothing else befell it. */
export async function ownLastDecision(ctx: Ctx): Promise<LastDecision | null> {
  const [row] = await ctx.db.all<Row>(sql`
    select d.id, d.at, d."to", d.reason_code as code, d.reason_text as text,
      ${wordedReason(sql`d."to"`, sql`d.reason_code`)} as worded, c.id as contribution, c.kind, c.version,
      c.state, c.author, (select author from contributions where row_id = c.parent) as answered,
      k.id as claim, k.slug, k.statement, k.essay
    from decisions d join contributions c on c.row_id = d.contribution join claims k on k.row_id = c.claim
    where d."by" = ${ctx.viewer?.rowId ?? 0} and d.at > ${ctx.now.getTime() - offered} and d.action = 'decide'
      and not exists (select 1 from decisions later where later.contribution = d.contribution and later.row_id > d.row_id)
    order by d.at desc, d.row_id desc limit 1`);
  if (!row) return null;
  const target = {
    author: { rowId: row.author },
    answered: row.answered === null ? null : { rowId: row.answered },
    essay: row.essay,
    state: row.state,
  };
  return {
    id: row.id,
    at: new Date(row.at),
    to: row.to,
    reason: givenReason(row.to, { code: row.code, text: row.text }, row.worded),
    contribution: { id: row.contribution, kind: row.kind, version: row.version },
    claim: { id: row.claim, slug: row.slug, statement: row.statement },
    mayUndo: may(ctx, "contribution.undo", {
      ...target,
      decidedBy: { rowId: ctx.viewer?.rowId ?? 0, removed: row.to === "removed" },
    }),
  };
}
