import { and, desc, eq, gt, inArray, like, type SQL, sql } from "drizzle-orm";
import { accounts, contributions, decisions, sourceGrades } from "@/db/schema";
import { type PlacedContribution, placedByRowId } from "@/lib/contributions/list";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { domainOf, webAddress } from "@/lib/links/links";
import type { Grade, GradedSite, Site, SitesPage, SourceGrade } from "../grades";
import { gradesOf, timesGraded } from "./grades";
import { decisionsAbout } from "./log";

const pageSize = 50;
const latestAtMost = 20;

/** In which everybody can see a contribution and where it is from. */
const openStates = ["accepted", "unreviewed", "needs-source", "rejected"] as const;

/** The sites that have a grade, by name. `q` is a part of the name; a cursor is the last domain of the page before. */
export async function gradedSites(
  ctx: Ctx,
  { q, grade, cursor }: { q?: string | undefined; grade?: Grade | undefined; cursor?: string | undefined } = {},
): Promise<SitesPage> {
  const part = q
    ?.trim()
    .toLowerCase()
    .replace(/[%_\\]/g, "");
  const about: (SQL | undefined)[] = [
    part ? like(sourceGrades.domain, `%${part}%`) : undefined,
    grade && eq(sourceGrades.grade, grade),
    cursor === undefined ? undefined : gt(sourceGrades.domain, cursor),
  ];
  const rows = await ctx.db
    .select({
      domain: sourceGrades.domain,
      grade: sourceGrades.grade,
      rationale: sourceGrades.rationale,
      at: sourceGrades.at,
    })
    .from(sourceGrades)
    .where(and(...about))
    .orderBy(sourceGrades.domain)
    .limit(pageSize + 1);
  const items = rows.slice(0, pageSize);
  return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.domain ?? null) : null };
}

/** A site: its grade, the history of it, and what came from there. Any domain is one, whether anything came or not. */
export async function sourceSite(ctx: Ctx, name: string): Promise<Site & { latest: PlacedContribution[] }> {
  const address = webAddress(`https://${name}/`);
  const domain = address && domainOf(address);
  if (domain !== name) throw notFound("source");
  const nearest = (await gradesOf(ctx, [domain])).get(domain);
  return {
    domain,
    grade: nearest ? await withRationale(ctx, nearest) : null,
    version: await timesGraded(ctx, domain),
    history: await decisionsAbout(ctx, domain),
    counts: await countsOf(ctx, domain),
    latest: await placedByRowId(ctx, await latestFrom(ctx, domain)),
  };
}

async function withRationale(ctx: Ctx, { domain }: SourceGrade): Promise<GradedSite | null> {
  const [row] = await ctx.db
    .select({
      domain: sourceGrades.domain,
      grade: sourceGrades.grade,
      rationale: sourceGrades.rationale,
      at: sourceGrades.at,
      // Of the decision itself: since then its moderator may have become something else.
      byRole: sql<typeof accounts.$inferSelect.role>`coalesce(
        (select d.by_role from ${decisions} d where d.subject = ${sourceGrades.domain} and d.at = ${sourceGrades.at}
          and d.by = ${sourceGrades.by} and d.action = 'grade' limit 1), ${accounts.role})`,
    })
    .from(sourceGrades)
    .innerJoin(accounts, eq(accounts.rowId, sourceGrades.by))
    .where(eq(sourceGrades.domain, domain));
  return row ?? null;
}

async function countsOf(ctx: Ctx, domain: string): Promise<Site["counts"]> {
  const rows = await ctx.db
    .select({ state: contributions.state, count: sql<number>`count(*)` })
    .from(contributions)
    .where(and(eq(contributions.sourceDomain, domain), inArray(contributions.state, [...openStates])))
    .groupBy(contributions.state);
  const count = (state: (typeof openStates)[number]) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    accepted: count("accepted"),
    unreviewed: count("unreviewed"),
    "needs-source": count("needs-source"),
    rejected: count("rejected"),
  };
}

/** State by state along the index, so that the number of all that ever came from there does not matter. */
async function latestFrom(ctx: Ctx, domain: string): Promise<number[]> {
  const found: number[] = [];
  for (const state of openStates) {
    const rows = await ctx.db
      .select({ rowId: contributions.rowId })
      .from(contributions)
      .where(and(eq(contributions.sourceDomain, domain), eq(contributions.state, state)))
      .orderBy(desc(contributions.rowId))
      .limit(latestAtMost);
    found.push(...rows.map(({ rowId }) => rowId));
  }
  return found.sort((a, b) => b - a).slice(0, latestAtMost);
}
