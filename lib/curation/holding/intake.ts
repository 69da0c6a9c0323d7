import { holdCatches } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { seesHeld } from "@/lib/contributions/visibility";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, Refusal } from "@/lib/errors";
import { ruleSettings } from "../queries/rule-settings";
import type { Incoming } from "./rule";
import { holdRules } from "./rules";
import type { RuleCode } from "./words";

type Catch = Omit<typeof holdCatches.$inferInsert, "rowId">;

/** Carries a rule's refusal out of the transaction, so that what was caught can be noted after it. */
class Caught extends Error {
  readonly refusal: Refusal;
  readonly row: Catch;
  constructor(refusal: Refusal, row: Catch) {
    super(refusal.message);
    this.refusal = refusal;
    this.row = row;
  }
}

/** A transaction in which {@link passRules} is asked: what a rule refuses leaves nothing behind but a note of that. */
export const withRules = <T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  inTransaction(ctx, work).catch(async (error) => {
    if (!(error instanceof Caught)) throw error;
    await inTransaction(ctx, ({ db }) => db.insert(holdCatches).values(error.row));
    throw error.refusal;
  });

/** The rule that holds what came in, null where none does. To be called within {@link withRules}; it may refuse. */
export async function passRules(ctx: Ctx, viewer: Viewer, incoming: Omit<Incoming, "by">): Promise<RuleCode | null> {
  const settings = await ruleSettings(ctx);
  // What they attach would wait for themselves.
  const spared = seesHeld(viewer, incoming.claim.essay);
  for (const rule of holdRules) {
    const { enabled, threshold } = settings[rule.code];
    if (!enabled || (spared && !rule.forCurators)) continue;
    const verdict = await rule.judge(ctx, { ...incoming, by: viewer }, threshold ?? 0);
    if (verdict === undefined) continue;
    const refusal = verdict instanceof Refusal ? verdict : refusedEdit(rule.code, verdict.inAnEdit, incoming.before);
    // What is held already stays so.
    if (refusal === undefined && incoming.before?.held) continue;
    if (refusal === undefined) return rule.code;
    throw new Caught(refusal, {
      rule: rule.code,
      outcome: "refused",
      claim: incoming.claim.rowId,
      contribution: incoming.before?.rowId ?? null,
      account: viewer.rowId,
      at: ctx.now,
    });
  }
  return null;
}

/** `too-many-links` is `rule.too_many_links` as a code. */
const refusedEdit = (rule: RuleCode, sentence: string | null, before: Incoming["before"]) =>
  before && !before.held && sentence !== null
    ? invalid({ body: sentence }, `rule.${rule.replaceAll("-", "_")}`)
    : undefined;

/** Notes that a rule held a contribution. */
export const noteHeld = (ctx: Ctx, rule: RuleCode, row: { rowId: number; claim: number; author: number }) =>
  ctx.db.insert(holdCatches).values({
    rule,
    outcome: "held",
    claim: row.claim,
    contribution: row.rowId,
    account: row.author,
    at: ctx.now,
  });
