import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { claims, passages } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { areAlike } from "@/lib/search/alike";
import { search } from "@/lib/search/queries";
import type { Similar } from "./proposals";

const shownAtMost = 8;

const standing = alias(claims, "standing");

/**
 * The claims of an essay that may say what a statement says: first those whose passage is partly the same, then those that are
 * worded like it. Of one that went into another, that other. Bounded.
 */
export async function similarClaims(
  ctx: Ctx,
  essay: { rowId: number; slug: string },
  statement: string,
  place: { start: number; end: number } | null,
): Promise<Similar[]> {
  const found = new Map<string, Similar>();
  if (place) {
    const rows = await ctx.db
      .selectDistinct({
        id: standing.id,
        slug: standing.slug,
        statement: standing.statement,
        quote: standing.quoteExact,
      })
      .from(passages)
      .innerJoin(claims, and(eq(claims.rowId, passages.claim), eq(claims.essay, essay.rowId), gt(claims.position, 0)))
      .innerJoin(standing, sql`${standing.rowId} = coalesce(${claims.mergedInto}, ${claims.rowId})`)
      .where(and(lt(passages.start, place.end), gt(passages.end, place.start)))
      .orderBy(passages.start)
      .limit(shownAtMost);
    for (const row of rows) found.set(row.id, { ...row, because: "passage" });
  }
  const worded = await search(ctx, { q: statement, essay: essay.slug, kind: "claim", match: "any" });
  const alike = worded.items.filter(
    // Of a short and a long one, a few common words are much of the short one.
    ({ claim }) => areAlike(statement, claim.statement) && areAlike(claim.statement, statement),
  );
  for (const row of await quoted(
    ctx,
    alike.map(({ id }) => id),
  )) {
    if (!found.has(row.id)) found.set(row.id, { ...row, because: "words" });
  }
  return [...found.values()].slice(0, shownAtMost);
}

/** The claims of these ids, in that order. */
async function quoted(ctx: Ctx, ids: string[]): Promise<Omit<Similar, "because">[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ id: claims.id, slug: claims.slug, statement: claims.statement, quote: claims.quoteExact })
    .from(claims)
    .where(and(inArray(claims.id, ids), isNull(claims.mergedInto)));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
