import { eq, getTableColumns } from "drizzle-orm";
import { accounts, claims, contributions, essays } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { recountAround } from "@/lib/contributions/recount";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { indexContribution } from "@/lib/search/indexing";
import type { Reason } from "../curation";

export type Decided = typeof contributions.$inferSelect & { claimId: string; essayId: string; authorId: string };

/** The contribution that is decided about, with the public ids of what shows it. */
export async function decidedContribution(ctx: Ctx, id: string): Promise<Decided> {
  const [row] = await ctx.db
    .select({
      ...getTableColumns(contributions),
      claimId: claims.id,
      essayId: essays.id,
      authorId: accounts.id,
    })
    .from(contributions)
    .innerJoin(claims, eq(claims.rowId, contributions.claim))
    .innerJoin(essays, eq(essays.rowId, claims.essay))
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .where(eq(contributions.id, id));
  if (!row) throw notFound("contribution");
  return row;
}

/** Gives the contribution its new state, and brings up to date all that follows from it: counts, search, pages. */
export async function settle(ctx: Ctx, it: Decided, state: State, reason: Reason): Promise<Decided> {
  const change = {
    state,
    stateReasonCode: reason.code,
    stateReasonText: reason.text,
    version: it.version + 1,
  };
  await ctx.db.update(contributions).set(change).where(eq(contributions.rowId, it.rowId));
  await recountAround(ctx.db, it.rowId);
  await indexContribution(ctx.db, it.rowId);
  ctx.touched.add(`claim:${it.claimId}`).add(`essay:${it.essayId}`).add(`account:${it.authorId}`).add("log");
  return { ...it, ...change };
}
