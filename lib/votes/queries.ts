import { type SQL, sql } from "drizzle-orm";
import { voteCode } from "@/db/schema/votes";
import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { differences, effortOfPage } from "@/lib/rich-text/diff";
import { type AskedAgain, voteValues } from "./votes";

type Row = {
  rowId: number;
  claim: string;
  slug: string;
  value: number;
  merged: number;
  was: string | null;
  wasKind: ClaimKind;
  wasResolvesOn: string | null;
  statement: string;
  kind: ClaimKind;
  resolvesOn: string | null;
};

/**
 * Somebody's votes on claims that were reworded since, or that were given to a claim which went into another: the claim
 * as `c`, the vote as `v`. Read along the few claims that have such votes at all, however much somebody voted.
 */
const askedAgain = (account: number) => sql`
  claims c indexed by claims_asking
  cross join votes v on v.claim = c.row_id and v.account = ${account} and v.wording <> c.wording
  join claim_revisions newest on newest.claim = c.row_id and newest.number = c.version
  left join decisions d on d.row_id = v.carried_by
  where c.earlier_wording > 0 and c.merged_into is null`;

/** When it was that somebody's vote came to be asked about again, in ms. */
const at = sql`coalesce(d.at, newest.at)`;

/** Selects `rowId` and `id` of the claims that somebody is asked about again, and `at` (ms), the latest first. */
export const askedAgainEvents = (account: number, when: (at: SQL, id: SQL) => SQL) => sql`
  select c.row_id as rowId, c.id as id, ${at} as at from ${askedAgain(account)} and ${when(at, sql`c.id`)}
  order by at desc, id desc`;

/** What the viewer is asked again about these claims, by row id, with what changed. */
export async function votesAskedAgain(
  ctx: Ctx,
  claims: number[],
): Promise<Map<number, { claim: ClaimLink; asked: AskedAgain }>> {
  if (!ctx.viewer) return new Map();
  const rows = await ctx.db.all<Row>(sql`
    select asked.*, coalesce(went.statement, r.statement) as was, coalesce(went.kind, r.kind) as wasKind,
      case when went.row_id is null then r.resolves_on else went.resolves_on end as wasResolvesOn
    from (
      select c.row_id as rowId, c.id as claim, c.slug, c.statement, c.kind, c.resolves_on as resolvesOn,
        v.value, v.wording, v.carried_by is not null as merged, d.claim as source
      from ${askedAgain(ctx.viewer.rowId)} and c.row_id in (select value from json_each(${JSON.stringify(claims)}))
    ) asked
    left join claim_revisions r on r.claim = asked.rowId and r.number = asked.wording
    left join claims went on went.row_id = asked.source`);
  const effort = effortOfPage();
  const found = new Map<number, { claim: ClaimLink; asked: AskedAgain }>();
  for (const row of rows) {
    const vote = voteValues.find((value) => voteCode[value] === row.value);
    if (vote === undefined || row.was === null) continue;
    const asked: AskedAgain = {
      vote,
      because: row.merged ? "merged" : "reworded",
      before: { statement: row.was, kind: row.wasKind, resolvesOn: row.wasResolvesOn },
      now: { statement: row.statement, kind: row.kind, resolvesOn: row.resolvesOn },
      difference: differences(row.was, row.statement, effort),
    };
    found.set(row.rowId, { claim: { id: row.claim, slug: row.slug, statement: row.statement }, asked });
  }
  return found;
}
