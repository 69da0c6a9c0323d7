import { and, eq, isNull } from "drizzle-orm";
import { claimRevisions, claimSupports, claims, passages } from "@/db/schema";
import { quoteAt } from "@/lib/anchoring/anchoring";
import { standingClaim } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { type ClaimRow, freeSlug, refuseDayUnlessPrediction, touchClaims } from "@/lib/curation/claim-changes";
import { recordDecision } from "@/lib/curation/record";
import { invalid, Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { paths, slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import type { EssayBody } from "@/lib/rich-text/document";
import { indexClaim } from "@/lib/search/indexing";
import { announce } from "@/lib/webhooks/announce";
import { makeClaimInput } from "../input";
import { passageIn } from "../passage-in";
import { placeInOrder } from "../place-in-order";
import { essayRow } from "../queries";
import { newestText } from "../text-queries";

export type MadeClaim = { id: string; slug: string; statement: string; decision: string | null };

/**
 * Makes a claim of a passage of the essay's newest text, in its place in reading order. Done twice, it is done once:
 * `decision` is then null.
 */
export async function makeClaim(ctx: Ctx, essaySlug: string, input: unknown): Promise<MadeClaim> {
  const { statement, kind, resolvesOn, supports, ...wanted } = parse(makeClaimInput, input);
  const wording = { statement, kind, resolvesOn };
  refuseDayUnlessPrediction(wording);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.make");
    const essay = await essayRow(ctx, essaySlug);
    const text = await newestText(ctx, essay.rowId);
    if (!text) throw new Refusal(422, "text.missing", "This essay has no text yet. Bring it in first.");
    const place = passageIn(text, wanted);
    const quote = quoteAt(text.text, place.start, place.end);
    const twin = await alreadyMade(ctx, essay.rowId, statement, quote.exact);
    if (twin) return receipt(twin, null);
    const supported = await supportedBy(ctx, essay.rowId, supports);

    const [made] = await ctx.db
      .insert(claims)
      .values({
        id: newId(),
        essay: essay.rowId,
        ...(await placeInOrder(ctx, essay.rowId, JSON.parse(text.body) as EssayBody, place.start)),
        slug: await freeSlug(ctx, essay.rowId, slugify(statement)),
        ...wording,
        quoteExact: quote.exact,
        quotePrefix: quote.prefix,
        quoteSuffix: quote.suffix,
        createdAt: ctx.now,
      })
      .returning();
    if (!made) throw new Error("the claim was not inserted");
    await ctx.db
      .insert(claimRevisions)
      .values({ claim: made.rowId, number: 1, by: viewer.rowId, at: ctx.now, ...wording });
    await ctx.db.insert(passages).values({ claim: made.rowId, text: text.rowId, how: "exact", ...place });
    if (supported.length > 0) {
      await ctx.db.insert(claimSupports).values(supported.map((rowId) => ({ claim: made.rowId, supports: rowId })));
    }
    await indexClaim(ctx.db, made.rowId);
    await announce(ctx, made.essay, "claim.made", { claim: paths.claim(made) });
    const decision = await recordDecision(ctx, viewer, { action: "make-claim", claim: made.rowId });
    await touchClaims(ctx, [made.rowId]);
    return receipt(made, decision.id);
  });
}

const receipt = ({ id, slug, statement }: ClaimRow, decision: string | null): MadeClaim => ({
  ...{ id, slug, statement },
  decision,
});

async function alreadyMade(ctx: Ctx, essay: number, statement: string, exact: string): Promise<ClaimRow | undefined> {
  const [twin] = await ctx.db
    .select()
    .from(claims)
    .where(
      and(
        eq(claims.essay, essay),
        eq(claims.statement, statement),
        eq(claims.quoteExact, exact),
        isNull(claims.mergedInto),
      ),
    )
    .limit(1);
  return twin;
}

/** The row ids of the claims that are named, each in the same essay. */
async function supportedBy(ctx: Ctx, essay: number, ids: string[]): Promise<number[]> {
  const found = new Set<number>();
  for (const id of ids) {
    const claim = await standingClaim(ctx, id).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    });
    if (claim?.essay !== essay) throw invalid({ supports: "A claim supports other claims of its own essay." });
    found.add(claim.rowId);
  }
  return [...found];
}
