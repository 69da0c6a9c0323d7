import { and, eq, isNull } from "drizzle-orm";
import { claims } from "@/db/schema";
import { standingClaim } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { type ClaimRow, refuseDayUnlessPrediction } from "@/lib/curation/claim-changes";
import { recordDecision } from "@/lib/curation/record";
import { invalid, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { makeClaimInput } from "../input";
import { insertClaim } from "../insert-claim";
import { refuseUnlessTranslatable } from "../originals";
import { passageIn } from "../passage-in";
import { essayRow } from "../queries";
import { newestText } from "../text-queries";
import { touchTranslation } from "../translations";

export type MadeClaim = { id: string; slug: string; statement: string; decision: string | null };

/**
 * Makes a claim of a passage of the essay's newest text, in its place in reading order. Done twice, it is done once:
 * `decision` is then null.
 */
export async function makeClaim(ctx: Ctx, essaySlug: string, input: unknown): Promise<MadeClaim> {
  const { statement, kind, resolvesOn, supports, translates, ...wanted } = parse(makeClaimInput, input);
  const wording = { statement, kind, resolvesOn };
  refuseDayUnlessPrediction(wording);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.make");
    const essay = await essayRow(ctx, essaySlug);
    const text = await newestText(ctx, essay.rowId);
    if (!text) throw new Refusal(422, "text.missing", "This essay has no text yet. Bring it in first.");
    const place = passageIn(text, wanted);
    const twin = await alreadyMade(ctx, essay.rowId, statement, text.text.slice(place.start, place.end));
    if (twin) return receipt(twin, null);
    if (translates !== null) await refuseUnlessTranslatable(ctx, essay, translates);
    const supported = await supportedBy(ctx, essay.rowId, supports);

    const made = await insertClaim(ctx, viewer, { text, place, wording, supports: supported, translates });
    if (translates !== null) await touchTranslation(ctx, made);
    const decision = await recordDecision(ctx, viewer, { action: "make-claim", claim: made.rowId });
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
