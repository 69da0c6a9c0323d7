import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import type { Progress } from "../../interchange";
import { type Opinions, targetOf } from "../incoming";
import { kinds, type OpinionKind } from "../opinions";
import type { ImportedPeople } from "./people";
import type { RowIds } from "./rows";

/** Writes every change, lets the last of each person stand, then what stands beside them. */
export async function insertOpinions(
  ctx: Ctx,
  kind: OpinionKind,
  opinions: Opinions,
  targets: RowIds,
  decisionRows: RowIds,
  people: ImportedPeople,
  progress: Progress,
): Promise<void> {
  const { current, events, target, code } = kinds[kind];
  const number = (word: string | null) => (word === null ? null : (code[word] ?? null));
  let done = 0;
  for await (const part of opinions.parts()) {
    const on = targets.get(targetOf(part)) ?? 0;
    const rows = part.history.map(([who, from, to, at]): Change => [people.of(who), number(from), number(to), at]);
    if (rows.length > 0) {
      await ctx.db.run(sql`
        insert into ${events} (${target}, account, "from", "to", at)
        select ${on}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(rows)}) order by key`);
      await letLastStand(ctx, kind, on, rows);
      done += rows.length;
      progress(kind, done, opinions.changes);
    }
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
}

type Change = [account: number, from: number | null, to: number | null, at: number];

/** The changes come in the order of time, those of one target perhaps in several parts. */
async function letLastStand(ctx: Ctx, kind: OpinionKind, on: number, rows: Change[]): Promise<void> {
  const { current, target } = kinds[kind];
  const last = new Map(rows.map((row) => [row[0], row]));
  const standing = [...last.values()].filter(([, , to]) => to !== null);
  const wording = kind === "votes" ? sql`, wording` : sql``;
  const wordingThen =
    kind === "votes"
      ? sql`, coalesce((select r.wording from claim_revisions r
          where r.claim = ${on} and r.at <= value ->> 3 order by r.number desc limit 1), 1)`
      : sql``;
  await ctx.db.run(sql`
    insert or replace into ${current} (${target}, account, value, at${wording})
    select ${on}, value ->> 0, value ->> 2, value ->> 3${wordingThen} from json_each(${JSON.stringify(standing)})`);
  const withdrawn = [...last.values()].filter(([, , to]) => to === null).map(([account]) => account);
  if (withdrawn.length === 0) return;
  await ctx.db.run(sql`
    delete from ${current} where ${target} = ${on}
      and account in (select value from json_each(${JSON.stringify(withdrawn)}))`);
}
