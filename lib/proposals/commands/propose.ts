import { and, count, eq } from "drizzle-orm";
import { proposals } from "@/db/schema";
import { quoteAt } from "@/lib/anchoring/anchoring";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { refuseDayUnlessPrediction } from "@/lib/curation/claim-changes";
import { Refusal } from "@/lib/errors";
import { passageIn } from "@/lib/essays/passage-in";
import { essayRow } from "@/lib/essays/queries";
import { newestText } from "@/lib/essays/text-queries";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { proposeInput } from "../input";
import { waitingAtMost } from "../proposals";
import { similarClaims } from "../similar";
import { supportedClaim } from "../supported";

export type ProposalReceipt = { id: string; version: number };

/**
 * Proposes that a claim be made of a passage. Where claims may say the same already, it is refused until the proposer has seen
 * them; sent twice, it is one proposal. A moderator decides.
 */
export async function propose(ctx: Ctx, essaySlug: string, input: unknown): Promise<ProposalReceipt> {
  const { quote, start, supports, despite, ...wording } = parse(proposeInput, input);
  refuseDayUnlessPrediction(wording);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.propose");
    const essay = await essayRow(ctx, essaySlug);
    const text = await newestText(ctx, essay.rowId);
    if (!text) {
      throw new Refusal(422, "text.missing", "This essay's text is not here, so that no passage of it can be chosen.");
    }
    const place = passageIn(text, { quote, start });
    const { exact, prefix, suffix } = quoteAt(text.text, place.start, place.end);

    const waiting = and(eq(proposals.by, viewer.rowId), eq(proposals.state, "waiting"));
    const [twin] = await ctx.db
      .select()
      .from(proposals)
      .where(and(waiting, eq(proposals.essay, essay.rowId), eq(proposals.statement, wording.statement)));
    if (twin) return { id: twin.id, version: twin.version };
    const [already] = await ctx.db.select({ n: count() }).from(proposals).where(waiting);
    if (already && already.n >= waitingAtMost) {
      throw new Refusal(
        409,
        "proposal.too_many",
        `${waitingAtMost} of your proposals wait for a moderator, which is as many as can. Withdraw one, or wait until they are decided.`,
      );
    }
    const supported = supports === null ? null : await supportedClaim(ctx, essay.rowId, supports);
    const similar = await similarClaims(ctx, essay, wording.statement, place);
    if (similar.length > 0 && despite !== "similar") {
      throw new Refusal(
        409,
        "proposal.similar",
        "The essay has claims that may say this already. Look whether one of them is yours, or propose it all the same.",
        { details: { similar } },
      );
    }
    const [made] = await ctx.db
      .insert(proposals)
      .values({
        id: newId(),
        essay: essay.rowId,
        by: viewer.rowId,
        at: ctx.now,
        ...wording,
        quoteExact: exact,
        quotePrefix: prefix,
        quoteSuffix: suffix,
        supports: supported,
      })
      .returning();
    if (!made) throw new Error("the proposal was not inserted");
    return { id: made.id, version: made.version };
  });
}
