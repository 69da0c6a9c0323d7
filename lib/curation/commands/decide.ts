import { and, eq, isNull } from "drizzle-orm";
import { contributions, flags, queueEntries } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { closeFlags, outcomeOf } from "../close-flags";
import { type DecideInput, decideInput } from "../input";
import { changedMeanwhile } from "../queries/changed";
import { lastDecision } from "../queries/last-decision";
import { mergeTarget } from "../queries/merge-target";
import { reasonChoices } from "../queries/reasons";
import type { Reason, ReasonChoices } from "../reasons";
import { recordDecision } from "../record";
import { type Carries, decisionTo, transitions } from "../states";
import type { BeforeDecision } from "../undoer";
import { takeOver } from "./merge";
import { asItIs, type InContext, reasonOf, type Settled, settle } from "./settle";
import { undoDecision } from "./undo";

/**
 * Decides about a contribution, or undoes the last decision about it. What was on the desk carries its version: a
 * decision about an older one is refused as stale. Deciding the same again changes nothing.
 */
export async function decide(ctx: Ctx, contributionId: string, input: unknown): Promise<Settled> {
  const wish = parse(decideInput, input);
  return inTransaction(ctx, (ctx) =>
    wish.to === "undo" ? undo(ctx, contributionId, wish) : bring(ctx, contributionId, wish, wish.to),
  );
}

async function bring(ctx: Ctx, id: string, wish: DecideInput, to: State): Promise<Settled> {
  const action = to === "removed" ? "contribution.remove" : "contribution.decide";
  // Before anything is looked up, so that a refusal doesn't tell whether there is such a contribution.
  authorize(ctx, action);
  const found = await contributionInContext(ctx, id);
  const { contribution: it, target } = found;
  const viewer = authorize(ctx, action, target);

  const flagged = await openFlags(ctx, it.rowId);
  const again = it.state === to;
  if (again && to === "merged") return mergedAlready(ctx, found, wish);
  if (again && !flagged && sameReason(reasonOf(it), wish.reason)) return asItIs(found);
  if (it.version !== wish.version) throw await changedMeanwhile(ctx, it);
  const way = again ? transitions.find((way) => way.to === to && way.by !== "author") : decisionTo(it.state, to);
  if (!way) {
    const sentence = `What is ${it.state} can't become ${to}.`;
    throw new Refusal(422, "decision.no_way", sentence, { errors: { to: sentence } });
  }
  // Answering a flag by leaving things as they are needs no new reason: the one that stands goes on standing.
  const reason = again && isEmpty(wish.reason) ? reasonOf(it) : wish.reason;
  checkReason(way.carries, to, reason, await reasonChoices(ctx), again ? reasonOf(it).code : null);
  const into = to === "merged" ? await mergeTarget(ctx, found, wish.mergedInto) : null;

  const decision = await logRow(ctx, found, viewer, { to, reason, into });
  await closeFlags(ctx, it.rowId, decision, outcomeOf(to, !again || !sameReason(reasonOf(it), reason)));
  if (into) await takeOver(ctx, found, into, decision);
  return settle(ctx, found, to, reason, { mergedInto: into?.contribution.rowId ?? null });
}

/** A merge sent again changes nothing; into another one, it must be undone first. */
async function mergedAlready(ctx: Ctx, found: InContext, { mergedInto }: DecideInput): Promise<Settled> {
  const [target] = await ctx.db
    .select({ id: contributions.id })
    .from(contributions)
    .where(eq(contributions.rowId, found.contribution.mergedInto ?? 0));
  if (target && target.id === mergedInto) return asItIs(found);
  const sentence = "It was merged already. Undo that before you merge it into another one.";
  throw new Refusal(422, "merge.already", sentence, { errors: { mergedInto: sentence } });
}

/** Undoes the last decision that is not undone yet. */
async function undo(ctx: Ctx, id: string, wish: DecideInput): Promise<Settled> {
  authorize(ctx, "contribution.undo");
  const { contribution: it, target } = await contributionInContext(ctx, id);
  authorize(ctx, "contribution.undo", target);
  if (it.version !== wish.version) throw await changedMeanwhile(ctx, it);
  const last = await lastDecision(ctx, it.rowId);
  if (!last) {
    throw new Refusal(
      422,
      "decision.nothing_to_undo",
      "There is no decision to undo: nothing was decided since its author last changed it.",
    );
  }
  await undoDecision(ctx, last.id, { reason: wish.reason });
  return asItIs(await contributionInContext(ctx, id));
}

type LogRow = { to: State; reason: Reason; into: InContext | null };

async function logRow(ctx: Ctx, { contribution: it }: InContext, by: Viewer, { to, reason, into }: LogRow) {
  const [entry] = await ctx.db
    .select({ since: queueEntries.since })
    .from(queueEntries)
    .where(eq(queueEntries.contribution, it.rowId));
  const before: BeforeDecision = { revision: it.revision, pinnedAt: it.pinnedAt?.getTime() ?? null };
  const { rowId } = await recordDecision(ctx, by, {
    action: "decide",
    contribution: it.rowId,
    claim: it.claim,
    intoContribution: into?.contribution.rowId ?? null,
    from: it.state,
    to,
    reasonCode: reason.code,
    reasonText: reason.text,
    fromReasonCode: it.stateReasonCode,
    fromReasonText: it.stateReasonText,
    before,
    waited: entry ? Math.max(0, ctx.now.getTime() - entry.since.getTime()) : null,
  });
  return rowId;
}

async function openFlags(ctx: Ctx, contribution: number): Promise<boolean> {
  const [open] = await ctx.db
    .select({ rowId: flags.rowId })
    .from(flags)
    .where(and(eq(flags.contribution, contribution), isNull(flags.closedAt)))
    .limit(1);
  return open !== undefined;
}

/** `standing` is the code that stays where nothing changes; it may have been retired since. */
function checkReason(
  { codes, text }: Carries,
  to: State,
  reason: Reason,
  choices: ReasonChoices,
  standing: string | null,
): void {
  const open = codes && (reason.code === standing || choices[codes].some(({ code }) => code === reason.code));
  if (codes && (reason.code === null || !open)) {
    throw invalid({ "reason.code": "Choose a reason from the list." }, "decision.reason_code");
  }
  if (!codes && reason.code !== null) {
    throw invalid({ "reason.code": `There are no reason codes for ${to}.` }, "decision.reason_code");
  }
  if (reason.text === null && (text === "needed" || (text === "needed-for-other" && reason.code === "other"))) {
    const sentence = to === "needs-source" ? "Say what is missing, for its author." : "Say what the reason is.";
    throw invalid({ "reason.text": sentence }, "decision.reason_text");
  }
}

const isEmpty = (reason: Reason): boolean => reason.code === null && reason.text === null;

const sameReason = (before: Reason, wish: Reason): boolean =>
  isEmpty(wish) || (before.code === wish.code && before.text === wish.text);
