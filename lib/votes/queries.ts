import { sql } from "drizzle-orm";
import { voteCode } from "@/db/schema/votes";
import type { ClaimKind, ClaimLink, Wording } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { differences, effortOfPage } from "@/lib/rich-text/diff";
import { type AskedAgain, voteValues } from "./votes";

/** Bound of how many claims somebody is asked about at once. */
const atMost = 100;

type Row = {
  claim: string;
  slug: string;
  value: number;
  at: number;
  merged: number;
  was: string;
  wasKind: ClaimKind;
  wasResolvesOn: string | null;
  statement: string;
  kind: ClaimKind;
  resolvesOn: string | null;
};

/**
 * The viewer's votes on claims that were reworded since, or that were given to a claim which went into another: with what
 * changed, the latest change first. Read along the few claims that have such votes at all.
 */
export async function votesAskedAgain(
  ctx: Ctx,
  claim?: number,
): Promise<(AskedAgain & { claim: ClaimLink; at: Date })[]> {
  if (!ctx.viewer) return [];
  const rows = await ctx.db.all<Row>(sql`
    select c.id as claim, c.slug, v.value, v.carried_by is not null as merged,
      coalesce(d.at, newest.at) as at,
      coalesce(went.statement, r.statement) as was, coalesce(went.kind, r.kind) as wasKind,
      case when went.row_id is null then r.resolves_on else went.resolves_on end as wasResolvesOn,
      c.statement, c.kind, c.resolves_on as resolvesOn
    from claims c
    join votes v on v.claim = c.row_id and v.account = ${ctx.viewer.rowId}
    join claim_revisions newest on newest.claim = c.row_id and newest.number = c.version
    left join claim_revisions r on r.claim = c.row_id and r.number = v.wording
    left join decisions d on d.row_id = v.carried_by
    left join claims went on went.row_id = d.claim
    where c.earlier_wording > 0 and c.merged_into is null and v.wording <> c.wording
      ${claim === undefined ? sql`` : sql`and c.row_id = ${claim}`}
    order by at desc limit ${atMost}`);
  const effort = effortOfPage();
  return rows.flatMap((row) => {
    const vote = voteValues.find((value) => voteCode[value] === row.value);
    if (vote === undefined || row.was === null) return [];
    const before: Wording = { statement: row.was, kind: row.wasKind, resolvesOn: row.wasResolvesOn };
    return {
      claim: { id: row.claim, slug: row.slug, statement: row.statement },
      at: new Date(row.at),
      vote,
      because: row.merged ? ("merged" as const) : ("reworded" as const),
      before,
      now: { statement: row.statement, kind: row.kind, resolvesOn: row.resolvesOn },
      difference: differences(row.was, row.statement, effort),
    };
  });
}
