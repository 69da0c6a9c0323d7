import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { claims, essays, essayTexts, sections } from "@/db/schema";
import type { ClaimKind, ClaimSort } from "@/lib/claims/claims";
import { listClaims } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import type { Essay, EssayAlone, EssaySummary } from "./essays";
import { translationsOfEssay } from "./translations";

/** All essays, the oldest first. */
export async function listEssays(ctx: Ctx): Promise<EssaySummary[]> {
  const rows = await summaries(ctx).groupBy(essays.rowId).orderBy(asc(essays.rowId));
  return rows.map(summary);
}

/** An essay without its claims. */
export async function essayAlone(ctx: Ctx, slug: string): Promise<EssayAlone> {
  const [row] = await summaries(ctx).where(eq(essays.slug, slug)).groupBy(essays.rowId);
  if (!row) throw notFound("essay");
  return {
    ...summary(row),
    translated: row.essay.translationOf !== null,
    translations: await translationsOfEssay(ctx, row.essay),
  };
}

/** An essay and one page of its claims. */
export async function essayBySlug(
  ctx: Ctx,
  slug: string,
  view: { sort: ClaimSort; kind?: ClaimKind | undefined; cursor: string | null } = { sort: "essay", cursor: null },
): Promise<Essay> {
  const found = await essayAlone(ctx, slug);
  const parts = await ctx.db
    .select({ position: sections.position, title: sections.title })
    .from(sections)
    .innerJoin(essays, eq(essays.rowId, sections.essay))
    .where(eq(essays.slug, slug))
    .orderBy(asc(sections.position));
  const claims = await listClaims(ctx, { essay: slug, ...view });
  return { ...found, hasText: await hasText(ctx, slug), sections: parts, claims };
}

/** The essay's row, for commands. */
export async function essayRow(ctx: Ctx, slug: string) {
  const [row] = await ctx.db.select().from(essays).where(eq(essays.slug, slug));
  if (!row) throw notFound("essay");
  return row;
}

/** The row of the essay with that row id. */
export async function essayWithRow(ctx: Ctx, rowId: number) {
  const [row] = await ctx.db.select().from(essays).where(eq(essays.rowId, rowId));
  if (!row) throw notFound("essay");
  return row;
}

/** Whether an essay has a text, by its slug. */
export async function hasText(ctx: Ctx, slug: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ number: essayTexts.number })
    .from(essayTexts)
    .innerJoin(essays, eq(essays.rowId, essayTexts.essay))
    .where(eq(essays.slug, slug))
    .limit(1);
  return row !== undefined;
}

/** The title of the essay with that row id. */
export async function essayTitle(ctx: Ctx, rowId: number): Promise<string> {
  const [row] = await ctx.db.select({ title: essays.title }).from(essays).where(eq(essays.rowId, rowId));
  if (!row) throw notFound("essay");
  return row.title;
}

/** How many essays there are, and the slug of the first: with one only, it is the front page. */
export async function firstEssay(ctx: Ctx): Promise<{ count: number; slug: string | null }> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`, slug: sql<string | null>`min(${essays.slug})` })
    .from(essays);
  return row ?? { count: 0, slug: null };
}

const summaries = (ctx: Ctx) =>
  ctx.db
    .select({
      essay: essays,
      claims: sql<number>`count(${claims.rowId})`,
      evidence: sql<number>`coalesce(sum(${claims.supporting} + ${claims.contradicting}), 0)`,
      rebuttals: sql<number>`coalesce(sum(${claims.rebuttals}), 0)`,
      unargued: sql<number>`coalesce(sum(${claims.supporting} + ${claims.contradicting} + ${claims.rebuttals} = 0), 0)`,
      votes: sql<number>`coalesce(sum(${claims.agree} + ${claims.disagree} + ${claims.unsure}), 0)`,
    })
    .from(essays)
    .leftJoin(claims, and(eq(claims.essay, essays.rowId), isNull(claims.mergedInto)))
    .$dynamic();

function summary({ essay, ...counts }: { essay: typeof essays.$inferSelect } & EssaySummary["counts"]): EssaySummary {
  const { id, slug, title, author, url, language } = essay;
  return { id, slug, title, author, url, language, counts };
}
