import { eq } from "drizzle-orm";
import { essays } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { touchLanguages } from "../description";
import { newEssayInput } from "../input";
import { originalNamed } from "../originals";
import { readText } from "../read-text";
import { storeText } from "../store-text";

export type NewEssay = { id: string; slug: string; title: string };

/** Brings in an essay with its text, to make claims of. */
export async function bringInEssay(ctx: Ctx, input: unknown): Promise<NewEssay> {
  const { title, author, url, language, translationOf, slug: wished, note, ...given } = parse(newEssayInput, input);
  const written = { ...readText(given), note };
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.make");
    const slug = wished ?? (await freeSlug(ctx, slugify(title)));
    if (wished && (await isTaken(ctx, wished))) throw invalid({ slug: "Another essay has this address already." });
    const original = translationOf === null ? null : await originalNamed(ctx, translationOf, language);
    const [essay] = await ctx.db
      .insert(essays)
      .values({
        ...{ id: newId(), slug, title, author, url, language, createdAt: ctx.now },
        translationOf: original?.id ?? null,
      })
      .returning();
    if (!essay) throw new Error("the essay was not inserted");
    await storeText(ctx, viewer, essay, undefined, written, new Map());
    if (original) await touchLanguages(ctx, [original.id]);
    return { id: essay.id, slug, title };
  });
}

const isTaken = async (ctx: Ctx, slug: string): Promise<boolean> =>
  (await ctx.db.select({ id: essays.id }).from(essays).where(eq(essays.slug, slug)).limit(1)).length > 0;

async function freeSlug(ctx: Ctx, slug: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? slug : `${slug}-${number}`;
    if (!(await isTaken(ctx, wanted))) return wanted;
  }
}
