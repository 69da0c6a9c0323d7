import type { Ctx } from "@/lib/ctx";

/** Marks the pages that show a contribution as changed. */
export function touch(ctx: Ctx, claim: { id: string; essayId: string }, author: { id: string }): Ctx {
  ctx.touched.add(`claim:${claim.id}`).add(`essay:${claim.essayId}`).add(`account:${author.id}`);
  return ctx;
}
