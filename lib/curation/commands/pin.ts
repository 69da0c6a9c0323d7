import { and, asc, eq, isNotNull } from "drizzle-orm";
import { contributions } from "@/db/schema";
import { countedStates, pinnedAtMost, type State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { pinInput } from "../input";
import { recordDecision } from "../record";
import type { BeforeDecision, DecisionRow, Undoer } from "../undoer";
import type { InContext } from "./settle";

export type PinReceipt = { id: string; pinnedAt: Date | null };

/** Puts what answers a claim before the rest of its side, in every order. */
export const pin = (ctx: Ctx, contributionId: string, input: unknown = {}): Promise<PinReceipt> =>
  setPin(ctx, contributionId, true, parse(pinInput, input).reason);

export const unpin = (ctx: Ctx, contributionId: string, input: unknown = {}): Promise<PinReceipt> =>
  setPin(ctx, contributionId, false, parse(pinInput, input).reason);

const setPin = (ctx: Ctx, id: string, pinned: boolean, reasonText: string | null): Promise<PinReceipt> =>
  inTransaction(ctx, async (ctx) => {
    authorize(ctx, "contribution.pin");
    const found = await contributionInContext(ctx, id);
    const { contribution: it } = found;
    const viewer = authorize(ctx, "contribution.pin", found.target);
    if ((it.pinnedAt !== null) === pinned) return { id: it.id, pinnedAt: it.pinnedAt };
    if (pinned) await refuseIfNoPlace(ctx, it);

    const pinnedAt = pinned ? ctx.now : null;
    await put(ctx, found, pinnedAt);
    await recordDecision(ctx, viewer, {
      action: pinned ? "pin" : "unpin",
      contribution: it.rowId,
      claim: it.claim,
      from: pinned ? "not-pinned" : "pinned",
      to: pinned ? "pinned" : "not-pinned",
      reasonText,
      before: { pinnedAt: it.pinnedAt?.getTime() ?? null },
    });
    return { id: it.id, pinnedAt };
  });

/** Puts a pin back or takes it off again. What lost its pin or its place since stays as it is. */
export const undoPin: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("a pin on nothing");
  const found = await contributionInContext(ctx, decision.contribution);
  const { pinnedAt } = decision.before as { pinnedAt: number | null };
  if (pinnedAt !== null && found.contribution.pinnedAt === null) await refuseIfNoPlace(ctx, found.contribution);
  await put(ctx, found, pinnedAt === null ? null : new Date(pinnedAt));
};

/** The pin that goes back with the state before a decision: the one it had then, where there is still room for it. */
export async function pinToPutBack(ctx: Ctx, { contribution: it }: InContext, decision: DecisionRow) {
  const { pinnedAt = null } = (decision.before ?? {}) as Partial<BeforeDecision>;
  if (it.pinnedAt !== null || pinnedAt === null) return it.pinnedAt;
  const room = (await pinnedBeside(ctx, it)).length < pinnedAtMost;
  return room && isRoot(it) && countedStates.includes(decision.from as State) ? new Date(pinnedAt) : null;
}

const isRoot = (it: InContext["contribution"]): boolean => it.parent === null;

async function refuseIfNoPlace(ctx: Ctx, it: InContext["contribution"]): Promise<void> {
  if (!isRoot(it)) {
    throw new Refusal(
      422,
      "pin.not_in_column",
      "Only what answers the claim itself can be pinned: it stands in a column.",
    );
  }
  if (!countedStates.includes(it.state)) {
    throw new Refusal(422, "pin.not_counted", `What is ${it.state} can't be pinned.`);
  }
  const pinned = await pinnedBeside(ctx, it);
  if (pinned.length < pinnedAtMost) return;
  throw new Refusal(409, "pin.full", "Two are pinned on this side already. Take the pin off one of them first.", {
    details: { pinned: pinned.map((one) => ({ id: one.id, url: paths.contribution(one) })) },
  });
}

const pinnedBeside = (ctx: Ctx, it: InContext["contribution"]) =>
  ctx.db
    .select({ id: contributions.id, kind: contributions.kind })
    .from(contributions)
    .where(
      and(eq(contributions.claim, it.claim), eq(contributions.stance, it.stance), isNotNull(contributions.pinnedAt)),
    )
    .orderBy(asc(contributions.pinnedAt));

async function put(ctx: Ctx, { contribution: it, claim }: InContext, pinnedAt: Date | null): Promise<void> {
  await ctx.db.update(contributions).set({ pinnedAt }).where(eq(contributions.rowId, it.rowId));
  ctx.touched.add(`claim:${claim.id}`);
}
