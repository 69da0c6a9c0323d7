import { sql } from "drizzle-orm";
import { voteCode } from "@/db/schema/votes";
import type { Ctx } from "@/lib/ctx";
import type { Party } from "@/lib/policy/policy";

/** How the viewer has taken sides about a claim, by row id; null where they have not. */
export async function partyTo(ctx: Ctx, claim: number): Promise<Party | null> {
  if (!ctx.viewer) return null;
  const { rowId } = ctx.viewer;
  const [is] = await ctx.db.all<Record<Party, 0 | 1>>(sql`select
    exists (select 1 from votes where claim = ${claim} and account = ${rowId} and value <> ${voteCode.unsure}) as voted,
    exists (select 1 from contributions where claim = ${claim} and author = ${rowId} and state <> 'withdrawn') as attached,
    exists (select 1 from proposals where claim = ${claim} and by = ${rowId} and state = 'accepted') as proposed`);
  if (is?.attached) return "attached";
  if (is?.voted) return "voted";
  return is?.proposed ? "proposed" : null;
}
