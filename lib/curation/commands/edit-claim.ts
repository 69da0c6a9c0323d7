import { and, eq } from "drizzle-orm";
import { claimRevisions, claims } from "@/db/schema";
import { claimRow, wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { builtUpon, changedWording, refuseUnlessSeen, sameWording, setWording, wordingOf } from "../claim-changes";
import { editClaimInput } from "../claim-input";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type EditedClaim = { id: string; slug: string; version: number };

/**
 * Words a claim anew. The old wording stays linkable, and whoever voted on it is asked whether their vote still stands.
 * The wording that it has already changes nothing.
 */
export async function editClaim(ctx: Ctx, claimId: string, input: unknown): Promise<EditedClaim> {
  const { version, reason, ...wish } = parse(editClaimInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.edit");
    const claim = await claimRow(ctx, claimId);
    const wording = changedWording(claim, wish);
    if (claim.mergedInto === null && sameWording(claim, wording)) return receipt(claim);
    await refuseUnlessSeen(ctx, claim, version);
    const edited = await setWording(ctx, claim, wording, viewer);
    await recordDecision(ctx, viewer, {
      action: "edit-claim",
      claim: claim.rowId,
      from: String(claim.version),
      to: String(edited.version),
      reasonText: reason,
      before: { slug: claim.slug },
    });
    return receipt(edited);
  });
}

const receipt = ({ id, slug, version }: EditedClaim): EditedClaim => ({ id, slug, version });

/** Goes back to the wording before, as the newest one, and to its slug. Votes on that wording stand again. */
export const undoEditClaim: Undoer = async (ctx, decision, by) => {
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  if (!claim) throw new Error("a wording of nothing");
  if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
  const revision = async (number: string | null) => {
    const ofClaim = and(eq(claimRevisions.claim, claim.rowId), eq(claimRevisions.number, Number(number)));
    const [found] = await ctx.db.select().from(claimRevisions).where(ofClaim);
    if (!found) throw new Error("a decision about a wording that is not there");
    return found;
  };
  const [before, after] = [await revision(decision.from), await revision(decision.to)];
  if (!sameWording(claim, after)) throw builtUpon("the claim was reworded since.");
  const { slug } = decision.before as { slug: string };
  await setWording(ctx, claim, wordingOf(before), by, slug);
};
