import { and, asc, desc, eq, lte, sql } from "drizzle-orm";
import { type contributions, revisions } from "@/db/schema";
import { hidesText, sourceOf } from "@/lib/contributions/rows";
import { wording } from "@/lib/contributions/wording";
import type { Ctx } from "@/lib/ctx";
import { differences } from "@/lib/rich-text/diff";
import type { QueueItem } from "../../queue";

/** How the wording that a curator last decided about became the present one; null where nothing was decided, or changed. */
export async function changesSinceDecided(
  ctx: Ctx,
  row: typeof contributions.$inferSelect,
): Promise<QueueItem["changed"]> {
  if (row.revision === 1 || hidesText(row.state)) return null;
  const [decided] = await ctx.db.all<{ at: number; revision: number | null }>(sql`
    select at, json_extract(before, '$.revision') as revision from decisions where contribution = ${row.rowId} and action in ('decide', 'undo')
    order by row_id desc limit 1`);
  if (!decided) return null;
  const of = eq(revisions.contribution, row.rowId);
  const [before] = await ctx.db
    .select()
    .from(revisions)
    .where(
      and(
        of,
        // An undo, and a decision of long ago, don't say which revision they were about.
        decided.revision === null ? lte(revisions.at, new Date(decided.at)) : lte(revisions.number, decided.revision),
      ),
    )
    .orderBy(desc(revisions.number))
    .limit(1);
  const [now] = await ctx.db
    .select()
    .from(revisions)
    .where(and(of, eq(revisions.number, row.revision)))
    .orderBy(asc(revisions.number));
  if (!before || !now || before.number === now.number) return null;
  return { at: now.at, segments: differences(wordingOf(row, before), wordingOf(row, now)) };
}

const wordingOf = (row: typeof contributions.$inferSelect, revision: typeof revisions.$inferSelect) =>
  wording({ text: revision.text, source: row.kind === "evidence" ? sourceOf(revision) : null });
