import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import type { Translation } from "./languages";

type Row = { id: string; slug: string; language: string; original: 0 | 1 };
type Known = { id: string; language: string };
type KnownEssay = Known & { translationOf: string | null };

/** The other languages in which an essay is here, the original first; of several in one language the first that came. */
export const translationsOfEssay = (ctx: Ctx, essay: KnownEssay): Promise<Translation[]> =>
  otherEssays(ctx, essay, sql`true`, paths.essay);

/** Those in which it can be read in full. */
export const translationsOfText = (ctx: Ctx, essay: KnownEssay): Promise<Translation[]> =>
  otherEssays(ctx, essay, sql`exists (select 1 from essay_texts t where t.essay = essays.row_id)`, paths.essayText);

async function otherEssays(
  ctx: Ctx,
  essay: KnownEssay,
  fits: SQL,
  path: (slug: string) => string,
): Promise<Translation[]> {
  const original = essay.translationOf ?? essay.id;
  const rows = await ctx.db.all<Row>(sql`
    select id, slug, language, 1 as original from essays where id = ${original} and ${fits}
    union all select * from (
      select id, slug, language, 0 from essays where translation_of = ${original} and ${fits} order by row_id)`);
  return others(rows, essay, ({ slug }) => path(slug));
}

/** The other languages in which a claim is here: where it stands, and not where it went into another. */
export async function translationsOfClaim(
  ctx: Ctx,
  claim: Known & { translates: string | null },
): Promise<Translation[]> {
  const original = claim.translates ?? claim.id;
  const rows = await ctx.db.all<Row>(sql`
    select c.id, c.slug, e.language, 1 as original from claims c join essays e on e.row_id = c.essay
      where c.id = ${original} and c.merged_into is null
    union all select * from (
      select c.id, c.slug, e.language, 0 from claims c join essays e on e.row_id = c.essay
      where c.translates = ${original} and c.merged_into is null order by c.row_id)`);
  return others(rows, claim, paths.claim);
}

/** The pages of a claim and of all that say it in another language. */
export async function touchTranslation(ctx: Ctx, claim: { id: string; translates: string | null }): Promise<void> {
  const original = claim.translates ?? claim.id;
  const rows = await ctx.db.all<{ id: string }>(sql`
    select id from claims where id in (${claim.id}, ${original}) union select id from claims where translates = ${original}`);
  for (const { id } of rows) ctx.touched.add(`claim:${id}`);
}

function others(rows: Row[], own: Known, path: (row: Row) => string): Translation[] {
  const languages = new Set([own.language]);
  return rows.flatMap((row) => {
    if (row.id === own.id || languages.has(row.language)) return [];
    languages.add(row.language);
    return [{ language: row.language, original: row.original === 1, path: path(row) }];
  });
}
