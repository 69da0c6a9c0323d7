import { eq, inArray, sql } from "drizzle-orm";
import { decisions, sourceGrades } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { domainAndAbove } from "@/lib/links/links";
import type { SourceGrade } from "../grades";

/** The grade of each of these domains that has one: its own, else that of the nearest domain above it. */
export async function gradesOf(ctx: Ctx, domains: string[]): Promise<Map<string, SourceGrade>> {
  const wanted = [...new Set(domains.flatMap(domainAndAbove))];
  if (wanted.length === 0) return new Map();
  const rows = await ctx.db
    .select({ domain: sourceGrades.domain, grade: sourceGrades.grade })
    .from(sourceGrades)
    .where(inArray(sourceGrades.domain, sql`(select value from json_each(${JSON.stringify(wanted)}))`));
  const graded = new Map(rows.map((row) => [row.domain, row]));
  const found = new Map<string, SourceGrade>();
  for (const domain of domains) {
    const nearest = domainAndAbove(domain).find((one) => graded.has(one));
    const grade = nearest && graded.get(nearest);
    if (grade) found.set(domain, grade);
  }
  return found;
}

/** The domain's own grade. */
export async function gradeRow(ctx: Ctx, domain: string): Promise<typeof sourceGrades.$inferSelect | null> {
  const [row] = await ctx.db.select().from(sourceGrades).where(eq(sourceGrades.domain, domain));
  return row ?? null;
}

/** How often the domain's grade was given, changed, taken off or put back: what a stale form is told apart by. */
export const timesGraded = (ctx: Ctx, domain: string): Promise<number> =>
  ctx.db.$count(decisions, eq(decisions.subject, domain));
