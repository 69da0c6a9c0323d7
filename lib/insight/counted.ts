import { sql } from "drizzle-orm";
import type { Ctx, Tag } from "@/lib/ctx";

/** How far the histories of votes and of ratings have been read. */
export type Counted = { votes: number; ratings: number };

/** What pages are tagged with on which only counts changed since then: of votes on claims, of ratings of what is attached. */
export async function countedSince(ctx: Pick<Ctx, "db">, seen: Counted): Promise<{ seen: Counted; tags: Tag[] }> {
  const now = await countedUntilNow(ctx);
  if (now.votes === seen.votes && now.ratings === seen.ratings) return { seen, tags: [] };
  const rows = await ctx.db.all<{ claim: string; essay: string }>(sql`
    select c.id as claim, e.id as essay
    from (
      select claim from vote_events where row_id > ${seen.votes} and row_id <= ${now.votes}
      union
      select k.claim from rating_events r join contributions k on k.row_id = r.contribution
      where r.row_id > ${seen.ratings} and r.row_id <= ${now.ratings}
    ) counted
    join claims c on c.row_id = counted.claim
    join essays e on e.row_id = c.essay`);
  const tags = new Set<Tag>(rows.length > 0 ? ["essays"] : []);
  for (const { claim, essay } of rows) tags.add(`claim:${claim}`).add(`essay:${essay}`);
  return { seen: now, tags: [...tags] };
}

export async function countedUntilNow({ db }: Pick<Ctx, "db">): Promise<Counted> {
  const [found] = await db.all<Counted>(sql`
    select (select coalesce(max(row_id), 0) from vote_events) as votes,
      (select coalesce(max(row_id), 0) from rating_events) as ratings`);
  return found ?? { votes: 0, ratings: 0 };
}
