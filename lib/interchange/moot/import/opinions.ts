import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { Progress } from "../../interchange";
import type { MootJson } from "../format";
import { kinds, type OpinionKind } from "../opinions";
import type { ImportedPeople } from "./people";
import type { RowIds } from "./rows";

/** Rows written at a time. */
const batch = 5000;

/** Writes histories, lets the last of each person stand, then what stands beside them. Answers how many changes there were. */
export async function insertOpinions(
  ctx: Ctx,
  kind: OpinionKind,
  parts: MootJson["votes"] | MootJson["ratings"],
  targets: RowIds,
  decisionRows: RowIds,
  people: ImportedPeople,
  progress: Progress,
): Promise<number> {
  const { current, events, target, code } = kinds[kind];
  const number = (word: string | null) => (word === null ? null : code[word]);
  const total = parts.reduce((sum, part) => sum + part.history.length, 0);
  let done = 0;
  for (const part of parts) {
    const on = targets.get("claim" in part ? part.claim : part.contribution) ?? 0;
    for (let i = 0; i < part.history.length; i += batch) {
      const some = part.history.slice(i, i + batch);
      const rows = some.map(([who, from, to, at]) => [people.of(who), number(from), number(to), at]);
      await ctx.db.run(sql`
        insert into ${events} (${target}, account, "from", "to", at)
        select ${on}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(rows)}) order by key`);
      done += some.length;
      progress(kind, done, total);
    }
    if (part.history.length > 0) await letLastStand(ctx, kind, on);
    for (const [who, value, at, ...rest] of part.standing) {
      const by = rest.at(-1) as string | null;
      const carriedBy = by === null ? null : (decisionRows.get(by) ?? null);
      const wording = kind === "votes" ? sql`, wording` : sql``;
      const wordingValue = kind === "votes" ? sql`, ${rest[0] as number}` : sql``;
      await ctx.db.run(sql`
        insert or replace into ${current} (${target}, account, value, at, carried_by${wording})
        values (${on}, ${people.of(who)}, ${number(value)}, ${at}, ${carriedBy}${wordingValue})`);
    }
  }
  return total;
}

async function letLastStand(ctx: Ctx, kind: OpinionKind, on: number) {
  const { current, events, target } = kinds[kind];
  const wording = kind === "votes" ? sql`, wording` : sql``;
  const wordingThen =
    kind === "votes"
      ? sql`, coalesce((select r.wording from claim_revisions r where r.claim = ${on} and r.at <= e.at order by r.number desc limit 1), 1)`
      : sql``;
  await ctx.db.run(sql`
    insert into ${current} (${target}, account, value, at${wording})
    select ${on}, e.account, e."to", e.at${wordingThen} from ${events} e
    where e.${target} = ${on} and e."to" is not null and e.row_id = (
      select l.row_id from ${events} l where l.account = e.account and +l.${target} = ${on}
      order by l.at desc, l.row_id desc limit 1)`);
}
