import { and, eq, gt, inArray, isNull, not, sql } from "drizzle-orm";
import { accounts, claims, decisions, proposals } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { asRefusal, notFound, Refusal } from "@/lib/errors";
import { undoEditEssay, undoEditText, undoMakeClaim, undoPlacePassage, undoTranslateClaim } from "@/lib/essays/undo";
import { parse } from "@/lib/input";
import { type Action, authorize, type Target } from "@/lib/policy/policy";
import { undoDecideProposal } from "@/lib/proposals/undo";
import { undoWebhook } from "@/lib/webhooks/undo";
import { undoInput } from "../input";
import type { DecisionAction } from "../log";
import { partyTo } from "../party";
import { decidedFirst } from "../queries/standing-decision";
import type { Reason } from "../reasons";
import { recordDecision } from "../record";
import { refreshAppeal } from "../refresh-appeal";
import type { DecisionRow, Undoer } from "../undoer";
import { isUndone } from "../undone";
import { undoAnswer } from "./answer-appeal";
import { undoArchive } from "./archive";
import { undoCheckQuote } from "./check-quote";
import { undoEditClaim } from "./edit-claim";
import { undoGrade } from "./grade";
import { undoLock } from "./lock";
import { mergeOnTop } from "./merge";
import { undoMergeClaims } from "./merge-claims";
import { undoMoveClaim } from "./move-claim";
import { undoPin } from "./pin";
import { undoReason } from "./reasons";
import { undoResolve } from "./resolve";
import { undoRule } from "./rule";
import { undoSplitClaim } from "./split-claim";
import { undoBan, undoBanHold, undoRole } from "./undo-account";
import { undoDecide } from "./undo-decide";

type Undoable = {
  /** What the policy calls it. It is asked with the target's author, state and account, and with who decided. */
  policy: Action;
  /** The actions about the same target that must be undone first where they came later. */
  after: readonly DecisionAction[];
  /** A decision about something else that stands on it and must be undone first, if there is one. */
  onTop?: (ctx: Ctx, decision: DecisionRow) => Promise<{ id: string } | undefined>;
  undo: Undoer;
};

const bans = { policy: "account.ban", after: ["ban", "unban"], undo: undoBan } as const;
const locks = { policy: "claim.lock", after: ["lock", "unlock"], undo: undoLock } as const;

const pins = { policy: "contribution.pin", after: ["pin", "unpin"], undo: undoPin } as const;

/** What a setting is of stands before its colon. */
const undoSetting: Undoer = async (ctx, decision, by) => {
  if (decision.subject?.startsWith("rule:")) await undoRule(ctx, decision, by);
  if (decision.subject?.startsWith("reason:")) await undoReason(ctx, decision, by);
  if (decision.subject?.startsWith("webhook:")) await undoWebhook(ctx, decision, by);
};

/** What can be undone. An undo itself can't: whoever regrets one decides again. */
const undoable: Partial<Record<DecisionAction, Undoable>> = {
  decide: {
    policy: "contribution.undo",
    after: ["decide", "withdraw", "resubmit", "answer-appeal", "ban-hold"],
    onTop: mergeOnTop,
    undo: undoDecide,
  },
  "answer-appeal": {
    policy: "appeal.answer",
    after: ["decide", "withdraw", "resubmit", "answer-appeal"],
    undo: undoAnswer,
  },
  "check-quote": { policy: "contribution.undo", after: ["check-quote"], undo: undoCheckQuote },
  archive: { policy: "contribution.undo", after: ["archive"], undo: undoArchive },
  pin: pins,
  unpin: pins,
  lock: locks,
  unlock: locks,
  ban: bans,
  unban: bans,
  role: { policy: "account.grant", after: ["role"], undo: undoRole },
  "ban-hold": { policy: "contribution.undo", after: ["decide", "withdraw", "resubmit"], undo: undoBanHold },
  "edit-claim": { policy: "claim.edit", after: ["edit-claim", "merge-claim"], undo: undoEditClaim },
  "merge-claim": { policy: "claim.merge", after: ["merge-claim"], undo: undoMergeClaims },
  "decide-proposal": { policy: "proposal.decide", after: ["decide-proposal"], undo: undoDecideProposal },
  "move-claim": { policy: "claim.move", after: ["move-claim", "merge-claim"], undo: undoMoveClaim },
  "split-claim": { policy: "claim.split", after: ["merge-claim"], undo: undoSplitClaim },
  resolve: { policy: "claim.undo-resolution", after: ["resolve"], undo: undoResolve },
  "make-claim": {
    policy: "claim.make",
    after: ["edit-claim", "split-claim", "merge-claim", "move-claim", "translate-claim", "resolve"],
    undo: undoMakeClaim,
  },
  "edit-essay": { policy: "essay.edit", after: ["edit-essay"], undo: undoEditEssay },
  "edit-text": { policy: "essay.edit", after: ["edit-text"], undo: undoEditText },
  "place-passage": {
    policy: "passage.place",
    after: ["place-passage", "merge-claim", "move-claim"],
    undo: undoPlacePassage,
  },
  "translate-claim": {
    policy: "claim.edit",
    after: ["translate-claim", "merge-claim", "move-claim"],
    undo: undoTranslateClaim,
  },
  grade: { policy: "source.grade", after: ["grade"], undo: undoGrade },
  settings: { policy: "settings.change", after: ["settings"], undo: undoSetting },
};

/** `id` is the new row's. */
export type UndoReceipt = { id: string; undone: string };

/** Undoes one decision of the log by a row of its own, whatever it was about. */
export async function undoDecision(ctx: Ctx, decisionId: string, input: unknown = {}): Promise<UndoReceipt> {
  const { reason } = parse(undoInput, input);
  return inTransaction(ctx, async (ctx) => {
    const { decision, undo, by } = await toUndo(ctx, decisionId);
    await undo(ctx, decision, by);
    const { id } = await recordDecision(ctx, by, undoRow(decision, reason));
    if (decision.contribution !== null) await refreshAppeal(ctx.db, decision.contribution);
    return { id, undone: decision.id };
  });
}

/** Whether the viewer could undo it just now. */
export async function mayUndo(ctx: Ctx, decisionId: string): Promise<boolean> {
  try {
    await toUndo(ctx, decisionId);
    return true;
  } catch (error) {
    if (asRefusal(error)) return false;
    throw error;
  }
}

async function toUndo(ctx: Ctx, decisionId: string) {
  authorize(ctx, "queue.read");
  const [decision] = await ctx.db.select().from(decisions).where(eq(decisions.id, decisionId));
  if (!decision) throw notFound("decision");
  const { policy, after, onTop, undo } = howToUndo(decision);
  const by = authorize(ctx, policy, await targetOf(ctx, decision));
  await refuseIfUndone(ctx, decision);
  await refuseIfOvertaken(ctx, decision, after);
  const standing = await onTop?.(ctx, decision);
  if (standing) throw overtaken("What it went into was merged itself since. Undo that first.", standing);
  return { decision, undo, by };
}

function howToUndo(decision: DecisionRow): Undoable {
  const found = undoable[decision.action];
  if (found) return found;
  throw new Refusal(422, "decision.not_undoable", "This can't be undone. Decide again instead.");
}

/** Whether it is about an essay itself: every other row knows its essay by what it is about. */
const isOfEssay = ({ claim, contribution, account, subject }: DecisionRow): boolean =>
  claim === null && contribution === null && account === null && subject === null;

const undoRow = (decision: DecisionRow, reason: Reason) => ({
  action: "undo" as const,
  contribution: decision.contribution,
  proposal: decision.proposal,
  claim: decision.claim,
  ...((decision.proposal !== null || isOfEssay(decision)) && { essay: decision.essay }),
  intoClaim: decision.intoClaim,
  account: decision.account,
  subject: decision.subject,
  from: decision.to,
  to: decision.from,
  reasonCode: reason.code,
  reasonText: reason.text,
  fromReasonCode: decision.reasonCode,
  fromReasonText: decision.reasonText,
  undoes: decision.rowId,
});

/** What the policy is asked about: the target as it is now. */
async function targetOf(ctx: Ctx, decision: DecisionRow): Promise<Target> {
  // Whoever was appealed against does not take back the answer to it.
  const by = decision.action === "answer-appeal" ? await decidedFirst(ctx, decision) : decision.by;
  const target: Target = { decidedBy: { rowId: by, removed: decision.to === "removed" } };
  if (decision.essay !== null) target.essay = decision.essay;
  if (decision.contribution !== null) {
    Object.assign(target, (await contributionInContext(ctx, decision.contribution)).target);
  }
  if (decision.proposal !== null) {
    const [proposal] = await ctx.db
      .select({ by: proposals.by })
      .from(proposals)
      .where(eq(proposals.rowId, decision.proposal));
    if (proposal) target.author = { rowId: proposal.by };
  }
  if (decision.claim !== null) {
    const [claim] = await ctx.db
      .select({ lock: claims.lock, lockedUntil: claims.lockedUntil })
      .from(claims)
      .where(eq(claims.rowId, decision.claim));
    if (claim) target.claim = claim;
    if (decision.action === "resolve") target.party = await partyTo(ctx, decision.claim);
  }
  if (decision.account !== null) {
    const [account] = await ctx.db
      .select({ rowId: accounts.rowId, role: accounts.role })
      .from(accounts)
      .where(eq(accounts.rowId, decision.account));
    if (account) target.account = account;
  }
  return target;
}

async function refuseIfUndone(ctx: Ctx, decision: DecisionRow): Promise<void> {
  const [undone] = await ctx.db
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(eq(decisions.undoes, decision.rowId), not(isUndone(sql`${decisions}.row_id`))))
    .limit(1);
  if (!undone) return;
  throw new Refusal(409, "decision.undone", "This was undone already.", { details: { decision: undone.id } });
}

async function refuseIfOvertaken(ctx: Ctx, decision: DecisionRow, after: readonly DecisionAction[]): Promise<void> {
  const [newer] = await ctx.db
    .select({ id: decisions.id, action: decisions.action })
    .from(decisions)
    .where(
      and(
        sameTarget(decision),
        gt(decisions.rowId, decision.rowId),
        inArray(decisions.action, [...after]),
        not(isUndone(sql`${decisions}.row_id`)),
      ),
    )
    .orderBy(decisions.rowId)
    .limit(1);
  if (!newer) return;
  if (newer.action === "withdraw" || newer.action === "resubmit") {
    const sentence = "Its author has changed it since: that is theirs, and no undo goes behind it.";
    throw new Refusal(409, "decision.changed_since", sentence, { details: { decision: newer.id } });
  }
  throw overtaken("Something newer was decided about the same thing. Undo that first.", newer);
}

const overtaken = (sentence: string, by: { id: string }) =>
  new Refusal(409, "decision.overtaken", sentence, { details: { decision: by.id } });

/**
 * A decision is about one thing: a contribution or a proposal, or else an account, a domain or setting, a claim, or an
 * essay.
 */
function sameTarget({ contribution, proposal, account, subject, claim, essay }: DecisionRow) {
  if (proposal !== null) return eq(decisions.proposal, proposal);
  if (contribution !== null) return eq(decisions.contribution, contribution);
  if (account !== null) return eq(decisions.account, account);
  if (subject !== null) return eq(decisions.subject, subject);
  if (claim !== null) return and(eq(decisions.claim, claim), isNull(decisions.contribution));
  if (essay === null) throw new Error("a decision about nothing");
  return and(eq(decisions.essay, essay), isAboutEssay);
}

const isAboutEssay = and(
  isNull(decisions.proposal),
  isNull(decisions.claim),
  isNull(decisions.contribution),
  isNull(decisions.account),
  isNull(decisions.subject),
);
