import { type SQL, sql } from "drizzle-orm";
import { hasStanding, history, kinds, type OpinionKind, standing } from "../opinions";
import { batch, type Exported } from "./exported";

/** The histories of all targets, then what stands beside them. A target without any has no entry. */
export async function* opinions(exported: Exported, kind: OpinionKind): AsyncGenerator<string> {
  const { ctx, keys, decisions } = exported;
  const name = kind === "votes" ? "claim" : "contribution";
  yield `,\n${JSON.stringify(kind)}:[`;
  let between = "\n";
  for await (const { rowId, id } of targets(exported, kind, hasHistory(kind))) {
    let open = false;
    for await (const lines of history(ctx, kind, rowId, keys)) {
      yield open ? ",\n" : `${between}{${JSON.stringify(name)}:${JSON.stringify(id)},"history":[\n`;
      yield lines.map((line) => JSON.stringify(line)).join(",\n");
      open = true;
      between = ",\n";
    }
    if (open) yield '],"standing":[]}';
  }
  for await (const { rowId, id } of targets(exported, kind, (target) => hasStanding(kind, target))) {
    const rows = await standing(ctx, kind, rowId, keys, (decision) => decisions.get(decision) === 1);
    if (rows.length === 0) continue;
    yield `${between}${JSON.stringify({ [name]: id, history: [], standing: rows })}`;
    between = ",\n";
  }
  yield "\n]";
}

const hasHistory = (kind: OpinionKind) => (target: SQL) =>
  sql`exists (select 1 from ${kinds[kind].events} where ${kinds[kind].target} = ${target})`;

/** Claims that fit, in reading order; or contributions that do, in theirs. Asked of many at once: most have no votes or ratings. */
async function* targets({ ctx, found, contributions }: Exported, kind: OpinionKind, fits: (target: SQL) => SQL) {
  if (kind === "votes") {
    for (let i = 0; i < found.claims.length; i += batch) {
      const some = JSON.stringify(found.claims.slice(i, i + batch));
      yield* await ctx.db.all<Target>(sql`
        select k.row_id as "rowId", k.id from claims k join json_each(${some}) wanted on wanted.value = k.row_id
        where ${fits(sql`k.row_id`)}
        order by wanted.key`);
    }
    return;
  }
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<Target>(sql`
      select c.row_id as "rowId", c.id from ${found.placed}
      where c.row_id > ${last} and ${found.ofClaim} and ${fits(sql`c.row_id`)}
      order by c.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.rowId;
    yield* rows.filter((row) => contributions.get(row.rowId) === 1);
  }
}

type Target = { rowId: number; id: string };
