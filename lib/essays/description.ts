import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import { essays } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { refuseSecondIn } from "./originals";

/** What an essay is called, who wrote it, where it first stood, and in what language it is. */
export type EssayDescription = {
  title: string;
  author: string | null;
  url: string | null;
  language: string;
  /** The public id of the essay that it is a translation of. */
  translationOf: string | null;
};

export const descriptionOf = ({ title, author, url, language, translationOf }: EssayDescription): EssayDescription => ({
  ...{ title, author, url, language, translationOf },
});

export const sameDescription = (one: EssayDescription, other: EssayDescription): boolean =>
  isDeepStrictEqual(descriptionOf(one), descriptionOf(other));

/** Changes it on every page that says it: each claim names its essay, and each translation leads to the others. */
export async function describe(
  ctx: Ctx,
  essay: EssayDescription & { rowId: number; id: string },
  to: EssayDescription,
): Promise<void> {
  await refuseUnlessFitting(ctx, essay, to);
  await ctx.db.update(essays).set(to).where(eq(essays.rowId, essay.rowId));
  await touchLanguages(ctx, [essay.id, essay.translationOf, to.translationOf]);
  ctx.touched.add("essays");
}

/** The pages of these essays, by public id, of their translations and of all their claims. */
export async function touchLanguages(ctx: Ctx, ids: (string | null)[]): Promise<void> {
  const around = sql`(select value from json_each(${JSON.stringify(ids.filter((id) => id !== null))}))`;
  const named = await ctx.db.all<{ essay: string; claim: string | null }>(sql`
    select e.id as essay, c.id as claim from (
      select row_id, id from essays where id in ${around} or translation_of in ${around}) e
    left join claims c on c.essay = e.row_id`);
  for (const { essay, claim } of named) {
    ctx.touched.add(`essay:${essay}`);
    if (claim !== null) ctx.touched.add(`claim:${claim}`);
  }
}

async function refuseUnlessFitting(
  ctx: Ctx,
  essay: EssayDescription & { rowId: number; id: string },
  to: EssayDescription,
): Promise<void> {
  if (to.translationOf !== essay.translationOf) {
    const [stands] = await ctx.db.all<{ translated: number; claims: number }>(sql`select
      exists (select 1 from essays where translation_of = ${essay.id}) as translated,
      (select count(*) from claims where essay = ${essay.rowId} and translates is not null) as claims`);
    if (stands?.translated) {
      throw invalid({
        translationOf: "Other essays here are translations of this one. Name the original of them all.",
      });
    }
    if (stands?.claims) {
      const sentence = "Claims of this essay say claims of that other one. Take that off them first.";
      throw invalid({ translationOf: sentence });
    }
  }
  if (to.language !== essay.language || to.translationOf !== essay.translationOf) {
    await refuseSecondIn(ctx, to.language, to.translationOf ?? essay.id, essay.rowId);
  }
}
