import { asc, eq, sql } from "drizzle-orm";
import { claims, passages, sections } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { lastPlaceIn, shift } from "@/lib/curation/reading-order";
import type { EssayBody } from "@/lib/rich-text/document";
import { sectionsOf } from "./headings";

type Section = typeof sections.$inferSelect;
type Placed = { section: number; position: number; start: number | null };

/** What a section is called that begins before the first heading. */
export const opening = "Opening";

/**
 * Makes room for a claim where its passage stands: in the section of its heading, right after the claim whose passage stands
 * before it there. Where the essay has no section for the heading yet, it gets one.
 */
export async function placeInOrder(
  ctx: Ctx,
  essay: number,
  body: EssayBody,
  start: number,
): Promise<{ section: number; position: number }> {
  const placed: Placed[] = await ctx.db
    .select({ section: claims.section, position: claims.position, start: passages.start })
    .from(claims)
    .leftJoin(passages, eq(passages.claim, claims.rowId))
    .where(sql`${claims.essay} = ${essay} and ${claims.position} > 0`);
  const section = await sectionFor(ctx, essay, body, start, placed);
  const position = await placeIn(ctx, section, start, placed);
  await shift(ctx, essay, position - 1, 1);
  return { section: section.rowId, position };
}

/** The section that the claims under the same heading are in; or the one called like it; or a new one. */
async function sectionFor(ctx: Ctx, essay: number, body: EssayBody, at: number, placed: Placed[]): Promise<Section> {
  const there = await ctx.db.select().from(sections).where(eq(sections.essay, essay)).orderBy(asc(sections.position));
  const inText = sectionsOf(body);
  const index = inText.findLastIndex((section) => section.start <= at);
  const from = inText[index]?.start ?? 0;
  const to = inText[index]?.end ?? inText[0]?.start ?? Number.POSITIVE_INFINITY;
  const under = placed
    .filter(({ start }) => start !== null && start >= from && start < to)
    .sort((a, b) => Math.abs((a.start ?? 0) - at) - Math.abs((b.start ?? 0) - at));
  const beside = there.find(({ rowId }) => rowId === under[0]?.section);
  if (beside) return beside;

  const called = (title: string | undefined) => there.find((section) => section.title === title);
  const title = inText[index]?.title ?? opening;
  const known = called(title);
  if (known) return known;
  const before = inText.slice(0, Math.max(0, index)).flatMap((section) => called(section.title) ?? []);
  const after = before.at(-1) ?? (index >= 0 ? called(opening) : undefined);
  return makeSection(ctx, essay, title, after, there);
}

async function makeSection(ctx: Ctx, essay: number, title: string, after: Section | undefined, there: Section[]) {
  const position = after ? after.position + 1 : (there[0]?.position ?? 0);
  for (const section of there.filter((one) => one.position >= position).reverse()) {
    await ctx.db
      .update(sections)
      .set({ position: section.position + 1 })
      .where(eq(sections.rowId, section.rowId));
  }
  const [made] = await ctx.db
    .insert(sections)
    .values({ essay, position, title: title.slice(0, 300) || opening })
    .returning();
  if (!made) throw new Error("the section was not inserted");
  return made;
}

async function placeIn(ctx: Ctx, section: Section, at: number, placed: Placed[]): Promise<number> {
  const inSection = placed.filter((claim) => claim.section === section.rowId);
  const inText = inSection.filter(({ start }) => start !== null) as (Placed & { start: number })[];
  const before = inText
    .filter(({ start }) => start <= at)
    .sort((a, b) => b.start - a.start || b.position - a.position)[0];
  if (before) return before.position + 1;
  const after = inText.map(({ position }) => position);
  return after.length > 0 ? Math.min(...after) : (await lastPlaceIn(ctx, section)) + 1;
}
