import { eq } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { Lock } from "@/lib/claims/claims";
import { claimRow, essayIdOf, wentInto } from "@/lib/claims/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize, lockInForce } from "@/lib/policy/policy";
import { lockInput, unlockInput } from "../input";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type LockReceipt = { id: string; locked: Lock; reason: string | null; until: Date | null };

/** Locks a claim: what is attached is held, or only curators attach. Everybody goes on voting. */
export async function lockClaim(ctx: Ctx, claimId: string, input: unknown): Promise<LockReceipt> {
  const { lock, reason, until } = parse(lockInput, input);
  if (until !== null && until <= ctx.now) throw invalid({ until: "Choose a day that is still to come." });
  return setLock(ctx, claimId, { lock, reason, until });
}

/** Opens a claim again before its lock ends by itself. */
export async function unlockClaim(ctx: Ctx, claimId: string, input: unknown = {}): Promise<LockReceipt> {
  return setLock(ctx, claimId, { lock: "open", until: null, ...parse(unlockInput, input) });
}

type LockTo = { lock: Lock; reason: string | null; until: Date | null };

const setLock = (ctx: Ctx, claimId: string, { lock, reason, until }: LockTo): Promise<LockReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "claim.lock");
    const claim = await claimRow(ctx, claimId);
    if (claim.mergedInto !== null) throw await wentInto(ctx, claim.mergedInto);
    const before = lockInForce(claim, ctx.now);
    const kept = lock === "open" ? null : reason;
    const receipt = { id: claim.id, locked: lock, reason: kept, until };
    const same =
      before === lock &&
      (lock === "open" || (claim.lockReason === kept && claim.lockedUntil?.getTime() === until?.getTime()));
    if (same) return receipt;

    await ctx.db
      .update(claims)
      .set({ lock, lockReason: kept, lockedUntil: until })
      .where(eq(claims.rowId, claim.rowId));
    await recordDecision(ctx, viewer, {
      action: lock === "open" ? "unlock" : "lock",
      claim: claim.rowId,
      from: before,
      to: lock,
      reasonText: reason,
      until,
      before: { lock: claim.lock, lockReason: claim.lockReason, lockedUntil: claim.lockedUntil?.getTime() ?? null },
    });
    ctx.touched.add(`claim:${claim.id}`).add(`essay:${await essayIdOf(ctx, claim.essay)}`);
    return receipt;
  });

type Before = { lock: Lock; lockReason: string | null; lockedUntil: number | null };

/** Puts back the lock as it was, even one that has ended by itself since. */
export const undoLock: Undoer = async (ctx, decision) => {
  const before = decision.before as Before | null;
  const [claim] = await ctx.db
    .select({ rowId: claims.rowId, id: claims.id, essay: claims.essay })
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  if (!claim) throw new Error("a lock on nothing");
  const { lock, lockReason, lockedUntil } = before ?? {
    lock: decision.from as Lock,
    lockReason: null,
    lockedUntil: null,
  };
  await ctx.db
    .update(claims)
    .set({ lock, lockReason, lockedUntil: lockedUntil === null ? null : new Date(lockedUntil) })
    .where(eq(claims.rowId, claim.rowId));
  ctx.touched.add(`claim:${claim.id}`).add(`essay:${await essayIdOf(ctx, claim.essay)}`);
};
