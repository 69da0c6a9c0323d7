import { contributionById } from "@/lib/contributions/list";
import { permalink } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { likelyDuplicates, whyNotMerge } from "@/lib/curation/queries";
import { asRefusal } from "@/lib/errors";

/** Everything that somebody sees who looks for what a contribution duplicates. `into` is the id of the one chosen. */
export async function mergeChoice(ctx: Ctx, id: string, into: string | null) {
  const { contribution, claim } = await permalink(ctx, id);
  const likely = await likelyDuplicates(ctx, id);
  return { contribution, claim, likely, chosen: into === null ? null : await chosen(ctx, id, into) };
}

async function chosen(ctx: Ctx, id: string, into: string) {
  const refusal = await whyNotMerge(ctx, id, into);
  const contribution = await contributionById(ctx, into).catch((error: unknown) => {
    if (asRefusal(error)?.status === 404) return null;
    throw error;
  });
  return { contribution, against: refusal?.message ?? null };
}
