import { and, desc, eq, inArray, isNull, lt, not, sql } from "drizzle-orm";
import { claims, contributions, resolutionGrounds, resolutions } from "@/db/schema";
import { kindPhrases, type Resolution, resolvableKinds } from "@/lib/claims/claims";
import { claimRow } from "@/lib/claims/queries";
import { resolutionOf } from "@/lib/claims/resolutions";
import { countedStates } from "@/lib/contributions/contributions";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { announce } from "@/lib/webhooks/announce";
import { type ClaimRow, refuseUnlessSeen, touchClaims } from "../claim-changes";
import { resolveClaimInput } from "../claim-input";
import { partyTo } from "../party";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";
import { isUndone } from "../undone";

export type ResolvedClaim = { id: string; slug: string };

/**
 * Says what a claim was found to be, and why. It takes the place of an earlier resolution, which whoever resolves anew
 * must have seen. The same again changes nothing.
 */
export async function resolveClaim(ctx: Ctx, claimId: string, input: unknown): Promise<ResolvedClaim> {
  const wish = parse(resolveClaimInput, input);
  return inTransaction(ctx, async (ctx) => {
    authorize(ctx, "claim.resolve");
    const claim = await claimRow(ctx, claimId);
    const viewer = authorize(ctx, "claim.resolve", { essay: claim.essay, party: await partyTo(ctx, claim.rowId) });
    await refuseUnlessSeen(ctx, claim, wish.version);
    refuseUnlessResolvable(claim);
    const chosen = [...new Set(wish.contributions)];
    const standing = await resolutionOf(ctx, claim.rowId, claim.version);
    const receipt = { id: claim.id, slug: claim.slug };
    if (standing && sameFinding(standing, wish.outcome, wish.reasons, chosen)) return receipt;
    refuseUnlessReplacing(standing, wish.replaces);
    const grounds = await groundsOf(ctx, claim, chosen);

    const decision = await recordDecision(ctx, viewer, {
      action: "resolve",
      claim: claim.rowId,
      from: standing?.outcome ?? null,
      to: wish.outcome,
      reasonText: wish.reasons,
    });
    await endStanding(ctx, claim.rowId);
    await ctx.db.insert(resolutions).values({ decision: decision.rowId, claim: claim.rowId, revision: claim.version });
    if (grounds.length > 0) {
      await ctx.db.insert(resolutionGrounds).values(grounds.map((ground) => ({ decision: decision.rowId, ...ground })));
    }
    await tell(ctx, claim, decision.id);
    return receipt;
  });
}

function refuseUnlessResolvable({ kind }: ClaimRow): void {
  if (resolvableKinds.includes(kind)) return;
  throw new Refusal(
    422,
    "resolution.not_resolvable",
    `This is a ${kindPhrases[kind]}: it is argued, and no evidence settles it. Only claims of fact or cause and predictions are resolved.`,
  );
}

const sameFinding = (standing: Resolution, outcome: string, reasons: string, contributions: string[]): boolean =>
  standing.current &&
  standing.outcome === outcome &&
  standing.reasons === reasons &&
  standing.gone === 0 &&
  standing.restsOn.length === contributions.length &&
  standing.restsOn.every(({ id }) => contributions.includes(id));

function refuseUnlessReplacing(standing: Resolution | null, replaces: string | null): void {
  if ((standing?.decision ?? null) === replaces) return;
  throw new Refusal(
    409,
    "resolution.stale",
    standing
      ? "A curator has resolved this claim meanwhile. Look at that first; sent again, yours takes its place."
      : "The resolution that you looked at was taken back meanwhile. Look again, then send this once more.",
    { details: { replaces: standing?.decision ?? null } },
  );
}

/** What it rests on: attached to the claim, at any depth, and there for everybody to read. */
async function groundsOf(ctx: Ctx, claim: ClaimRow, ids: string[]) {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ contribution: contributions.rowId, author: contributions.author })
    .from(contributions)
    .where(
      and(
        inArray(contributions.id, ids),
        eq(contributions.claim, claim.rowId),
        inArray(contributions.state, [...countedStates]),
      ),
    );
  if (rows.length < ids.length) {
    throw invalid({ contributions: "Some of what you chose doesn't count on this claim any more. Choose again." });
  }
  return rows;
}

const endStanding = (ctx: Ctx, claim: number) =>
  ctx.db
    .update(resolutions)
    .set({ endedAt: ctx.now })
    .where(and(eq(resolutions.claim, claim), isNull(resolutions.endedAt)));

async function tell(ctx: Ctx, claim: ClaimRow, decision: string): Promise<void> {
  await announce(ctx, claim.essay, "resolution.changed", {
    claim: paths.claim(claim),
    decision: paths.logEntry(decision),
  });
  await touchClaims(ctx, [claim.rowId]);
}

/** Takes a resolution back, and lets the one before it stand again. */
export const undoResolve: Undoer = async (ctx, decision) => {
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  if (!claim) throw new Error("a resolution of nothing");
  await endStanding(ctx, claim.rowId);
  const [before] = await ctx.db
    .select({ decision: resolutions.decision })
    .from(resolutions)
    .where(
      and(
        eq(resolutions.claim, claim.rowId),
        lt(resolutions.decision, decision.rowId),
        not(isUndone(sql`${resolutions.decision}`)),
      ),
    )
    .orderBy(desc(resolutions.decision))
    .limit(1);
  if (before) {
    await ctx.db.update(resolutions).set({ endedAt: null }).where(eq(resolutions.decision, before.decision));
  }
  await tell(ctx, claim, decision.id);
};
