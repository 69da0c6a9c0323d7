import { sql } from "drizzle-orm";
import type { ClaimLink } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { languageName } from "./languages";

type Original = { rowId: number; id: string };

/**
 * The essay of that slug, for one in this language to be its translation: an original, which is not here in that language yet.
 * `self` is the row id of the essay that translates it, where that one is here already.
 */
export async function originalNamed(ctx: Ctx, slug: string, language: string, self = 0): Promise<Original> {
  const [original] = await ctx.db.all<Original & { language: string; translationOf: string | null }>(sql`
    select row_id as rowId, id, language, translation_of as translationOf from essays where slug = ${slug}`);
  if (!original) {
    throw invalid({ translationOf: "There is no essay at this address here. Bring the original in first." });
  }
  if (original.rowId === self) throw invalid({ translationOf: "An essay is no translation of itself." });
  if (original.translationOf !== null) {
    throw invalid({ translationOf: "That essay is a translation itself. Name the original." });
  }
  await refuseSecondIn(ctx, language, original.id, self);
  return { rowId: original.rowId, id: original.id };
}

/** An essay is here once in each language: the original with that public id and its translations. */
export async function refuseSecondIn(ctx: Ctx, language: string, original: string, self: number): Promise<void> {
  const [there] = await ctx.db.all(sql`
    select 1 from essays where language = ${language} and row_id <> ${self}
      and (id = ${original} or translation_of = ${original}) limit 1`);
  if (there) throw invalid({ language: `The essay is here in ${languageName(language)} already.` });
}

/** Essays that another one can be a translation of, the newest first; `self` is left out. */
export const originals = (ctx: Ctx, self = 0): Promise<{ id: string; slug: string; title: string }[]> =>
  ctx.db.all(sql`
    select id, slug, title from essays where translation_of is null and row_id <> ${self} order by row_id desc limit 500`);

type Translating = { rowId: number; translationOf: string | null };

/** The claims of the original that no claim of this essay says yet, in reading order; `self` says one of them. */
export async function untranslated(ctx: Ctx, essay: Translating, self = 0): Promise<ClaimLink[]> {
  if (essay.translationOf === null) return [];
  return ctx.db.all(sql`
    select c.id, c.slug, c.statement from essays o join claims c on c.essay = o.row_id
    where o.id = ${essay.translationOf} and c.merged_into is null and c.position > 0 and not exists (
      select 1 from claims t
      where t.translates = c.id and t.essay = ${essay.rowId} and t.merged_into is null and t.row_id <> ${self})
    order by c.position`);
}

/** Refuses a claim that one of this essay can't say in its own language. `self` is the one that would. */
export async function refuseUnlessTranslatable(ctx: Ctx, essay: Translating, id: string, self = 0): Promise<void> {
  if (essay.translationOf === null) throw invalid({ translates: "This essay is no translation of another one." });
  const [claim] = await ctx.db.all<{ twin: string | null }>(sql`
    select (select t.statement from claims t where t.translates = c.id and t.essay = ${essay.rowId}
      and t.merged_into is null and t.row_id <> ${self} limit 1) as twin
    from claims c join essays o on o.row_id = c.essay
    where c.id = ${id} and o.id = ${essay.translationOf} and c.merged_into is null`);
  if (!claim) throw invalid({ translates: "Choose a claim of the essay that this one is a translation of." });
  if (claim.twin !== null) throw invalid({ translates: `“${claim.twin}” says that claim already.` });
}
