import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { claims, essayTexts, passages } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import type { EssayBody } from "@/lib/rich-text/document";
import { tallyOf } from "@/lib/votes/votes";
import { essayRow } from "./queries";
import type { EssayText, OrphanedClaim, PlacedPassage, TextVersion } from "./texts";

export type TextRow = typeof essayTexts.$inferSelect;

/** The newest text of an essay, or the version of that number, with the passages of its claims. */
export async function essayText(ctx: Ctx, slug: string, number?: number): Promise<EssayText> {
  const { rowId, id, title } = await essayRow(ctx, slug);
  const newest = await newestText(ctx, rowId);
  if (!newest) throw notFound("text");
  const row = number === undefined || number === newest.number ? newest : await textAt(ctx, rowId, number);
  return {
    ...versionOf(row),
    essay: { id, slug, title },
    newest: newest.number,
    body: JSON.parse(row.body) as EssayBody,
    text: row.text,
    passages: row === newest ? await placedPassages(ctx, rowId) : [],
    orphaned: row === newest ? await orphanedClaims(ctx, rowId) : [],
  };
}

/** The newest text of the essay with that row id; undefined where it has none. */
export async function newestText(ctx: Ctx, essay: number): Promise<TextRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(essayTexts)
    .where(eq(essayTexts.essay, essay))
    .orderBy(desc(essayTexts.number))
    .limit(1);
  return row;
}

export async function textAt(ctx: Ctx, essay: number, number: number): Promise<TextRow> {
  const [row] = await ctx.db
    .select()
    .from(essayTexts)
    .where(and(eq(essayTexts.essay, essay), eq(essayTexts.number, number)));
  if (!row) throw notFound("text");
  return row;
}

export const versionOf = ({ number, at, byRole, note }: TextRow): TextVersion => ({ number, at, byRole, note });

/** Versions a page. */
const versionsPage = 20;

/** The versions of an essay's text, the newest first, each with the text before it; `next` is where the next page begins. */
export async function textVersions(ctx: Ctx, slug: string, before?: number) {
  const { rowId, id, title } = await essayRow(ctx, slug);
  const rows = await ctx.db
    .select()
    .from(essayTexts)
    .where(and(eq(essayTexts.essay, rowId), before === undefined ? undefined : lt(essayTexts.number, before)))
    .orderBy(desc(essayTexts.number))
    .limit(versionsPage + 1);
  if (rows.length === 0) throw notFound("text");
  const versions = rows.slice(0, versionsPage);
  return {
    essay: { id, slug, title },
    versions: versions.map((row, i) => ({ ...versionOf(row), text: row.text, was: rows[i + 1]?.text ?? null })),
    next: rows.length > versionsPage ? (versions.at(-1)?.number ?? null) : null,
  };
}

const standing = alias(claims, "standing");

/** A claim that went into another one has its passage still: it leads to that other. */
async function placedPassages(ctx: Ctx, essay: number): Promise<PlacedPassage[]> {
  const rows = await ctx.db
    .select({ of: claims.id, claim: standing, passage: passages })
    .from(claims)
    .innerJoin(passages, eq(passages.claim, claims.rowId))
    .innerJoin(standing, eq(standing.rowId, sql`coalesce(${claims.mergedInto}, ${claims.rowId})`))
    .where(and(eq(claims.essay, essay), gt(claims.position, 0)))
    .orderBy(asc(passages.start), desc(passages.end), asc(claims.position));
  return rows.flatMap(({ of, claim, passage: { how, start, end } }): PlacedPassage[] => {
    if (how === "orphaned" || start === null || end === null) return [];
    const { id, slug, statement, supporting, contradicting, rebuttals } = claim;
    const counts = { supporting, contradicting, rebuttals };
    return [{ id: of, claim: { id, slug, statement, tally: tallyOf(claim), counts }, how, start, end }];
  });
}

/** The claims of an essay whose passage was not found in its newest text, in reading order. */
export async function orphanedClaims(ctx: Ctx, essay: number): Promise<OrphanedClaim[]> {
  const rows = await ctx.db
    .select({ claim: claims })
    .from(claims)
    .innerJoin(passages, and(eq(passages.claim, claims.rowId), eq(passages.how, "orphaned")))
    .where(and(eq(claims.essay, essay), gt(claims.position, 0), sql`${claims.mergedInto} is null`))
    .orderBy(asc(claims.position));
  return rows.map(({ claim: { id, slug, statement, quoteExact, quotePrefix, quoteSuffix } }) => ({
    ...{ id, slug, statement },
    quote: { exact: quoteExact, prefix: quotePrefix, suffix: quoteSuffix },
  }));
}
