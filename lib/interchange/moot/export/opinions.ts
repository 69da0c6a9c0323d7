import { sql } from "drizzle-orm";
import { history, type OpinionKind, standing } from "../opinions";
import { batch, type Exported } from "./exported";

/** The histories of all targets, then what stands beside them. A target without any has no entry. */
export async function* opinions(exported: Exported, kind: OpinionKind): AsyncGenerator<string> {
  const { ctx, keys, decisions } = exported;
  const name = kind === "votes" ? "claim" : "contribution";
  yield `,\n${JSON.stringify(kind)}:[`;
  let between = "\n";
  for await (const { rowId, id } of targets(exported, kind)) {
    let open = false;
    for await (const lines of history(ctx, kind, rowId, keys)) {
      yield open ? ",\n" : `${between}{${JSON.stringify(name)}:${JSON.stringify(id)},"history":[\n`;
      yield lines.map((line) => JSON.stringify(line)).join(",\n");
      open = true;
      between = ",\n";
    }
    if (open) yield '],"standing":[]}';
  }
  for await (const { rowId, id } of targets(exported, kind)) {
    const rows = await standing(ctx, kind, rowId, keys, (decision) => decisions.get(decision) === 1);
    if (rows.length === 0) continue;
    yield `${between}${JSON.stringify({ [name]: id, history: [], standing: rows })}`;
    between = ",\n";
  }
  yield "\n]";
}

/** Claims that were voted on, in reading order; contributions that were rated, in theirs. */
async function* targets({ ctx, found, contributions }: Exported, kind: OpinionKind) {
  if (kind === "votes") {
    for (let i = 0; i < found.claims.length; i += batch) {
      const some = JSON.stringify(found.claims.slice(i, i + batch));
      yield* await ctx.db.all<Target>(sql`
        select k.row_id as "rowId", k.id from claims k join json_each(${some}) wanted on wanted.value = k.row_id
        where exists (select 1 from vote_events where claim = k.row_id) or exists (select 1 from votes where claim = k.row_id)
        order by wanted.key`);
    }
    return;
  }
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<Target>(sql`
      select c.row_id as "rowId", c.id from ${found.placed}
      where c.row_id > ${last} and ${found.ofClaim}
        and (exists (select 1 from rating_events where contribution = c.row_id) or exists (select 1 from ratings where contribution = c.row_id))
      order by c.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.rowId;
    yield* rows.filter((row) => contributions.get(row.rowId) === 1);
  }
}

type Target = { rowId: number; id: string };
