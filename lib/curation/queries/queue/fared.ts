import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { countedAtMost, type Fared } from "../../queue";

const counted = ["unreviewed", "held", "accepted", "needs-source", "rejected", "merged", "removed"];

/** How everything by an author, or from a domain, has fared: each count along its index, and bounded. */
export async function faredOf(ctx: Ctx, by: "author" | "source_domain", value: number | string): Promise<Fared> {
  const rows = await ctx.db.all<{ state: string; count: number }>(sql`
    select s.value as state, (select count(*) from (
      select 1 from contributions c where ${sql.raw(`c.${by}`)} = ${value} and c.state = s.value
      limit ${countedAtMost})) as count
    from json_each(${JSON.stringify(counted)}) s`);
  const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  const attached = rows.reduce((sum, row) => sum + row.count, 0);
  return {
    attached: Math.min(attached, countedAtMost),
    accepted: count("accepted"),
    rejected: count("rejected"),
    removed: count("removed"),
  };
}
