import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** The row ids of what a contribution hangs on, the nearest first. */
export async function ancestors(db: Database, contribution: number): Promise<number[]> {
  const rows = await db.all<{ rowId: number }>(sql`
    with recursive up(row_id, level) as (
      select parent, 1 from contributions where row_id = ${contribution}
      union all select c.parent, up.level + 1 from up join contributions c on c.row_id = up.row_id
    ) select row_id as rowId from up where row_id is not null order by level`);
  return rows.map(({ rowId }) => rowId);
}

/** Gives these contributions that depth, and all that hangs on them its own below it. */
export async function shiftDepths(db: Database, contributions: number[], depth: number): Promise<void> {
  await db.run(sql`
    with recursive below(row_id, depth) as (
      select value, ${depth} from json_each(${JSON.stringify(contributions)})
      union all select c.row_id, below.depth + 1 from below join contributions c on c.parent = below.row_id
    )
    update contributions set depth = below.depth from below
    where below.row_id = contributions.row_id and contributions.depth <> below.depth`);
}
