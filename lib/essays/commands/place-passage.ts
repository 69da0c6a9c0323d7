import { eq } from "drizzle-orm";
import { passages } from "@/db/schema";
import { claimRow, wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { touchClaims } from "@/lib/curation/claim-changes";
import { recordDecision } from "@/lib/curation/record";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { placePassageInput } from "../input";
import { type BeforePlacing, passageIn } from "../passage-in";
import { newestText } from "../text-queries";
import type { Anchoring } from "../texts";

export type PlacedClaim = { id: string; how: Anchoring; start: number; end: number };

/** Says by hand where in the text a claim's passage stands: of one that was not found again, or was found wrongly. */
export async function placePassage(ctx: Ctx, claimId: string, input: unknown): Promise<PlacedClaim> {
  const { reason, ...wanted } = parse(placePassageInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "passage.place");
    const claim = await claimRow(ctx, claimId);
    if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
    const text = await newestText(ctx, claim.essay);
    const [was] = await ctx.db.select().from(passages).where(eq(passages.claim, claim.rowId));
    if (!text || !was) throw new Refusal(422, "text.missing", "This essay has no text yet. Bring it in first.");
    const place = passageIn(text, wanted);
    const how = text.text.slice(place.start, place.end) === claim.quoteExact ? "exact" : "placed";
    const receipt = { id: claim.id, how, ...place } as const;
    if (was.start === place.start && was.end === place.end && was.how === how) return receipt;

    await ctx.db
      .update(passages)
      .set({ text: text.rowId, how, ...place })
      .where(eq(passages.rowId, was.rowId));
    const before: BeforePlacing = { text: was.text, how: was.how, start: was.start, end: was.end };
    await recordDecision(ctx, viewer, {
      action: "place-passage",
      claim: claim.rowId,
      from: was.how,
      to: how,
      reasonText: reason,
      before,
    });
    await touchClaims(ctx, [claim.rowId]);
    return receipt;
  });
}
