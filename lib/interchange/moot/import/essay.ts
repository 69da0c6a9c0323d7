import { asc, eq } from "drizzle-orm";
import { essays, sections } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import type { ClaimPart } from "../format";
import { insertAll } from "./rows";

export async function refuseTakenSlug(ctx: Ctx, slug: string): Promise<void> {
  const [there] = await ctx.db.select({ id: essays.id }).from(essays).where(eq(essays.slug, slug));
  if (!there) return;
  const sentence = `There is an essay at ${slug} already. Give this one another slug.`;
  throw new Refusal(409, "essay.already_there", sentence);
}

/** Inserts an essay with the titles of its sections; answers its row id and theirs, in their order. */
export async function insertEssay(
  ctx: Ctx,
  essay: Pick<
    typeof essays.$inferInsert,
    "id" | "slug" | "title" | "author" | "url" | "language" | "translationOf" | "createdAt"
  >,
  titles: string[],
): Promise<{ rowId: number; sections: number[] }> {
  const [row] = await ctx.db.insert(essays).values(essay).returning({ rowId: essays.rowId });
  if (!row) throw new Error("the essay was not inserted");
  const { rowId } = row;
  await insertAll(
    ctx,
    sections,
    titles.map((title, position) => ({ essay: rowId, position, title })),
  );
  const made = await ctx.db
    .select({ rowId: sections.rowId })
    .from(sections)
    .where(eq(sections.essay, rowId))
    .orderBy(asc(sections.position));
  return { rowId, sections: made.map((section) => section.rowId) };
}

type ClaimText = Pick<ClaimPart, "slug" | "kind" | "statement" | "quote"> & { resolvesOn?: string | null | undefined };

/** What both forms of Moot's own files say of a claim. */
export const claimColumns = ({ slug, kind, statement, quote, resolvesOn }: ClaimText) => ({
  ...{ slug, kind, statement, resolvesOn },
  ...{ quoteExact: quote.exact, quotePrefix: quote.prefix, quoteSuffix: quote.suffix },
});
