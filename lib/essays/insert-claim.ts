import { claimRevisions, claimSupports, claims, passages } from "@/db/schema";
import { quoteAt } from "@/lib/anchoring/anchoring";
import type { Place } from "@/lib/anchoring/find-passage";
import type { Wording } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { type ClaimRow, freeSlug, touchClaims } from "@/lib/curation/claim-changes";
import { newId } from "@/lib/ids";
import { paths, slugify } from "@/lib/paths";
import type { EssayBody } from "@/lib/rich-text/document";
import { indexClaim } from "@/lib/search/indexing";
import { announce } from "@/lib/webhooks/announce";
import { placeInOrder } from "./place-in-order";
import type { TextRow } from "./text-queries";

type NewClaim = {
  text: TextRow;
  place: Place;
  wording: Wording;
  /** Row ids. */
  supports: number[];
  /** The public id of the claim that it says in another language. */
  translates?: string | null;
};

/**
 * Makes a claim of a place in an essay's newest text, where it comes in reading order. To be called in the transaction of a
 * command that has authorized and that writes the log's row.
 */
export async function insertClaim(
  ctx: Ctx,
  by: { rowId: number },
  { text, place, wording, supports, translates }: NewClaim,
): Promise<ClaimRow> {
  const quote = quoteAt(text.text, place.start, place.end);
  const [made] = await ctx.db
    .insert(claims)
    .values({
      id: newId(),
      essay: text.essay,
      ...(await placeInOrder(ctx, text.essay, JSON.parse(text.body) as EssayBody, place.start)),
      slug: await freeSlug(ctx, text.essay, slugify(wording.statement)),
      ...wording,
      translates,
      quoteExact: quote.exact,
      quotePrefix: quote.prefix,
      quoteSuffix: quote.suffix,
      createdAt: ctx.now,
    })
    .returning();
  if (!made) throw new Error("the claim was not inserted");
  await ctx.db.insert(claimRevisions).values({ claim: made.rowId, number: 1, by: by.rowId, at: ctx.now, ...wording });
  await ctx.db.insert(passages).values({ claim: made.rowId, text: text.rowId, how: "exact", ...place });
  if (supports.length > 0) {
    await ctx.db.insert(claimSupports).values(supports.map((rowId) => ({ claim: made.rowId, supports: rowId })));
  }
  await indexClaim(ctx.db, made.rowId);
  await announce(ctx, made.essay, "claim.made", { claim: paths.claim(made) });
  await touchClaims(ctx, [made.rowId]);
  return made;
}
