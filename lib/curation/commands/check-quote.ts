import { and, eq } from "drizzle-orm";
import { contributions, revisions } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { QuoteCheck } from "@/lib/sources/sources";
import { checkQuoteInput } from "../input";
import { changedMeanwhile } from "../queries/changed";
import { recordDecision } from "../record";
import { requeue } from "../requeue";
import type { Undoer } from "../undoer";
import type { InContext } from "./settle";

export type QuoteCheckReceipt = { id: string; quoteCheck: QuoteCheck; version: number };

/** Says of an excerpt that it stands in its source, that the source says it in other words, or that it does not. */
export async function checkQuote(ctx: Ctx, contributionId: string, input: unknown): Promise<QuoteCheckReceipt> {
  const { result, version, reason } = parse(checkQuoteInput, input);
  return inTransaction(ctx, async (ctx) => {
    authorize(ctx, "contribution.check-quote");
    const found = await contributionInContext(ctx, contributionId);
    const { contribution: it } = found;
    const viewer = authorize(ctx, "contribution.check-quote", found.target);
    if (it.quoteCheck === result && it.sourceChangedAt === null && reason.text === null) return receipt(it);
    if (it.version !== version) throw await changedMeanwhile(ctx, it);
    await refuseWithoutExcerpt(ctx, it);
    await recordDecision(ctx, viewer, {
      action: "check-quote",
      contribution: it.rowId,
      claim: it.claim,
      from: it.quoteCheck,
      to: result,
      reasonText: reason.text,
      before: { sourceChangedAt: it.sourceChangedAt?.getTime() ?? null, revision: it.revision },
    });
    return put(ctx, found, result, null);
  });
}

/** Puts back what was known of the excerpt, unless its author has changed it or its page has since. */
export const undoCheckQuote: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("a quotation of nothing");
  const found = await contributionInContext(ctx, decision.contribution);
  const { contribution: it } = found;
  const before = decision.before as { sourceChangedAt: number | null; revision: number };
  if (it.revision !== before.revision) {
    const sentence = "Its author has changed it since: that is theirs, and no undo goes behind it.";
    throw new Refusal(409, "decision.changed_since", sentence);
  }
  const changedAt = before.sourceChangedAt === null ? it.sourceChangedAt : new Date(before.sourceChangedAt);
  await put(ctx, found, it.quoteCheck === decision.to ? asFarAsTrue(decision.from, it) : it.quoteCheck, changedAt);
};

/** A source can have died, or answered again, since it was last said whether it does. */
function asFarAsTrue(from: string | null, it: InContext["contribution"]): QuoteCheck {
  const dead = it.deadSince !== null;
  if (from === "unreachable" || from === "unchecked") return dead ? "unreachable" : "unchecked";
  return from as QuoteCheck;
}

async function put(
  ctx: Ctx,
  { contribution: it, claim }: InContext,
  quoteCheck: QuoteCheck,
  sourceChangedAt: Date | null,
): Promise<QuoteCheckReceipt> {
  const version = it.version + 1;
  await ctx.db
    .update(contributions)
    .set({ quoteCheck, sourceChangedAt, version })
    .where(eq(contributions.rowId, it.rowId));
  await requeue(ctx.db, it.rowId);
  ctx.touched.add(`claim:${claim.id}`);
  return { id: it.id, quoteCheck, version };
}

async function refuseWithoutExcerpt(ctx: Ctx, it: InContext["contribution"]): Promise<void> {
  const [revision] = await ctx.db
    .select({ sourceExcerpt: revisions.sourceExcerpt })
    .from(revisions)
    .where(and(eq(revisions.contribution, it.rowId), eq(revisions.number, it.revision)));
  if (revision?.sourceExcerpt && !["withdrawn", "removed", "merged"].includes(it.state)) return;
  throw new Refusal(422, "quote.nothing_to_check", "There is no excerpt to compare with a source.");
}

const receipt = ({ id, quoteCheck, version }: InContext["contribution"]): QuoteCheckReceipt => ({
  id,
  quoteCheck,
  version,
});
