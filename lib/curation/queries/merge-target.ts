import { countedStates } from "@/lib/contributions/contributions";
import { mergeEnds } from "@/lib/contributions/merged";
import { contributionInContext } from "@/lib/contributions/queries";
import { ancestors } from "@/lib/contributions/tree";
import type { Ctx } from "@/lib/ctx";
import { asRefusal, Refusal } from "@/lib/errors";
import { authorize } from "@/lib/policy/policy";
import { decisionTo } from "../states";

type InContext = Awaited<ReturnType<typeof contributionInContext>>;

/** The contribution that `source` is said to duplicate, if it can take it in. */
export async function mergeTarget(ctx: Ctx, source: InContext, id: string | null): Promise<InContext> {
  if (id === null) throw refuse("target_missing", "Choose the contribution that it duplicates.");
  const target = await contributionInContext(ctx, id).catch((error: unknown) => {
    if (asRefusal(error)?.status === 404) throw refuse("target_not_found", "There is no such contribution.");
    throw error;
  });
  const [from, into] = [source.contribution, target.contribution];
  if (into.rowId === from.rowId) throw refuse("itself", "Nothing duplicates itself. Choose the other one.");
  if (into.claim !== from.claim)
    throw refuse("other_claim", "It is on another claim. Only what is on the same one can be merged.");
  if (into.kind !== from.kind || into.stance !== from.stance) {
    throw refuse("other_kind", "It isn't of the same kind and on the same side, so it doesn't say the same.");
  }
  if (into.state === "merged") {
    const end = (await mergeEnds(ctx, [into.rowId])).get(into.rowId);
    const details = end ? { mergedInto: end.id } : undefined;
    throw refuse("merged_itself", "That one went into another itself. Merge into that other one.", details);
  }
  if (!countedStates.includes(into.state)) {
    throw refuse("not_counted", "That one doesn't count itself, so nothing can go into it.");
  }
  if ((await ancestors(ctx.db, into.rowId)).includes(from.rowId)) {
    throw refuse("descendant", "That one hangs on this one: merge it into this one instead.");
  }
  // Who wrote one of the two, or what it answers, doesn't decide that they are one.
  authorize(ctx, "contribution.decide", target.target);
  return target;
}

const refuse = (code: string, sentence: string, details?: Record<string, unknown>) =>
  new Refusal(422, `merge.${code}`, sentence, { errors: { mergedInto: sentence }, ...(details && { details }) });

/** What stands against merging the one into the other; undefined where nothing does. */
export async function whyNotMerge(ctx: Ctx, id: string, into: string): Promise<Refusal | undefined> {
  try {
    const source = await contributionInContext(ctx, id);
    authorize(ctx, "contribution.decide", source.target);
    await mergeTarget(ctx, source, into);
    const { state } = source.contribution;
    return decisionTo(state, "merged") ? undefined : refuse("not_this", `What is ${state} can't be merged.`);
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal && refusal.status < 500) return refusal;
    throw error;
  }
}
