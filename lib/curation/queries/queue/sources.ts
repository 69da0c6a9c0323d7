import { eq, sql } from "drizzle-orm";
import { type contributions, sourceGrades } from "@/db/schema";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import { newestLook } from "@/lib/sources/queries";
import type { SourceFacts } from "../../queue";
import { faredOf } from "./fared";

/** What is known of evidence's source beside what whoever attached it said. */
export async function sourceFacts(ctx: Ctx, row: typeof contributions.$inferSelect): Promise<SourceFacts> {
  const { sourceDomain: domain } = row;
  return {
    domain,
    grade: domain === null ? null : await gradeOf(ctx, domain),
    quoteCheck: row.quoteCheck,
    archiveUrl: row.archiveUrl,
    deadSince: row.deadSince,
    changedAt: row.sourceChangedAt,
    check: await newestLook(ctx, row.rowId),
    others:
      domain === null
        ? { attached: 0, accepted: 0, rejected: 0, removed: 0, examples: [] }
        : await othersFrom(ctx, domain, row),
  };
}

async function gradeOf(ctx: Ctx, domain: string): Promise<SourceFacts["grade"]> {
  const [row] = await ctx.db
    .select({ grade: sourceGrades.grade, rationale: sourceGrades.rationale })
    .from(sourceGrades)
    .where(eq(sourceGrades.domain, domain));
  return row ?? null;
}

type Example = { id: string; kind: ContributionKind; state: State; title: string | null };

/** How other evidence from the domain has fared, with the latest few that were decided. */
async function othersFrom(
  ctx: Ctx,
  domain: string,
  row: typeof contributions.$inferSelect,
): Promise<SourceFacts["others"]> {
  const fared = await faredOf(ctx, "source_domain", domain);
  const latest = (state: State) => sql`select * from (
    select c.row_id, c.id, c.kind, c.state, r.source_title as title
    from contributions c join revisions r on r.contribution = c.row_id and r.number = c.revision
    where c.source_domain = ${domain} and c.state = ${state} and c.row_id <> ${row.rowId}
    order by c.row_id desc limit 2)`;
  const examples = await ctx.db.all<Example>(sql`${latest("accepted")} union all ${latest("rejected")}`);
  return {
    ...fared,
    attached: Math.max(0, fared.attached - 1),
    accepted: fared.accepted - (row.state === "accepted" ? 1 : 0),
    rejected: fared.rejected - (row.state === "rejected" ? 1 : 0),
    removed: fared.removed - (row.state === "removed" ? 1 : 0),
    examples: examples.map(({ id, kind, state, title }) => ({
      id,
      kind,
      state,
      title,
      url: paths.contribution({ kind, id }),
    })),
  };
}
