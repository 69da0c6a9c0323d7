import { sql } from "drizzle-orm";
import type { State } from "@/lib/contributions/contributions";
import { sayable } from "@/lib/curation/log";
import type { DecisionPart } from "../format";
import { batch, type Exported } from "./exported";
import { iso, isoOf } from "./times";

/** The public log of what is in the document, the oldest first. */
export async function* decisionParts({
  ctx,
  found,
  view,
  contributions,
  decisions,
}: Exported): AsyncGenerator<DecisionPart[]> {
  const [newest] = await ctx.db.all<{ at: number }>(sql`select coalesce(max(row_id), 0) as at from decisions`);
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<DecisionRow>(sql`
      select d.row_id, d.id, d.at, d.action, d.by_role, d."from", d."to", d.reason_code, d.reason_text,
        d.from_reason_code, d.from_reason_text, d.until, d.contribution as about, d.into_contribution as into_about,
        d.undoes, c.id as contribution, c.state,
        (select k.id from claims k where k.row_id = d.claim and ${found.ofClaim}) as claim,
        (select k.id from claims k where k.row_id = d.into_claim and ${found.ofClaim}) as into_claim,
        (select i.id from contributions i where i.row_id = d.into_contribution) as into_contribution,
        (select u.id from decisions u where u.row_id = d.undoes) as undone
      from decisions d left join contributions c on c.row_id = d.contribution
      where d.row_id > ${last} and d.row_id <= ${newest?.at ?? 0} and d.account is null
        and (d.proposal is null or d.claim is not null)
        and (${found.kind === "essay" ? sql`d.essay = ${found.essay.rowId}` : sql`${found.claims[0] ?? 0} in (d.claim, d.into_claim, c.claim)`})
      order by d.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.row_id;
    // What is not in the document is not spoken of either: what is held, and what has moved to another essay's claim.
    const told = rows.filter((row) => row.about === null || contributions.get(row.about) === 1);
    yield told.map((row) => {
      decisions.set(row.row_id, 1);
      return {
        id: row.id,
        at: iso(new Date(row.at)),
        action: row.action,
        byRole: row.by_role,
        claim: row.claim,
        contribution: row.contribution,
        from: view === "full" ? row.from : sayable(row.from, row.state),
        to: view === "full" ? row.to : sayable(row.to, row.state),
        reason: reasonOf(row.reason_code, row.reason_text),
        fromReason: reasonOf(row.from_reason_code, row.from_reason_text),
        intoClaim: row.into_claim,
        intoContribution: contributions.get(row.into_about ?? 0) === 1 ? row.into_contribution : null,
        until: isoOf(row.until),
        undoes: decisions.get(row.undoes ?? 0) === 1 ? row.undone : null,
      };
    });
  }
}

const reasonOf = (code: string | null, text: string | null) => (code === null && text === null ? null : { code, text });

type DecisionRow = {
  row_id: number;
  id: string;
  at: number;
  by_role: DecisionPart["byRole"];
  reason_code: string | null;
  reason_text: string | null;
  from_reason_code: string | null;
  from_reason_text: string | null;
  until: number | null;
  about: number | null;
  into_about: number | null;
  into_claim: string | null;
  into_contribution: string | null;
  undoes: number | null;
  undone: string | null;
  state: State | null;
} & Pick<DecisionPart, "action" | "claim" | "contribution" | "from" | "to">;
