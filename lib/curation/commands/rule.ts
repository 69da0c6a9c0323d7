import { eq } from "drizzle-orm";
import { holdRules } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, notFound } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { isRuleCode, type RuleSetting, ruleWords, settingInWords } from "../holding/words";
import { ruleInput } from "../input";
import { ruleSettings } from "../queries/rule-settings";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

/** Turns a rule of intake on or off, or changes how far it goes. The same again changes nothing. */
export async function changeRule(ctx: Ctx, code: string, input: unknown): Promise<RuleSetting> {
  const { reason, ...wish } = parse(ruleInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "settings.change");
    if (!isRuleCode(code)) throw notFound("rule");
    const { threshold, alwaysOn } = ruleWords[code];
    if (alwaysOn !== null && !wish.enabled) {
      throw invalid({ enabled: `This rule can't be turned off. ${alwaysOn}` }, "rule.always_on");
    }
    const before = (await ruleSettings(ctx))[code];
    const after = { enabled: wish.enabled, threshold: threshold && (wish.threshold ?? before.threshold) };
    if (
      threshold &&
      (after.threshold === null || after.threshold < threshold.least || after.threshold > threshold.most)
    ) {
      throw invalid({ threshold: `Give a number from ${threshold.least} to ${threshold.most}.` }, "rule.threshold");
    }
    if (before.enabled === after.enabled && before.threshold === after.threshold) return after;

    const [row] = await ctx.db.select().from(holdRules).where(eq(holdRules.code, code));
    await put(ctx, code, after);
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: `rule:${code}`,
      from: settingInWords(before),
      to: settingInWords(after),
      reasonText: reason,
      before: row ?? null,
    });
    return after;
  });
}

const put = (ctx: Ctx, code: string, setting: RuleSetting) =>
  ctx.db
    .insert(holdRules)
    .values({ code, ...setting })
    .onConflictDoUpdate({ target: holdRules.code, set: setting });

export const undoRule: Undoer = async (ctx, { subject, before }) => {
  const code = subject?.replace(/^rule:/, "") ?? "";
  const row = before as typeof holdRules.$inferSelect | null;
  if (row) await put(ctx, code, { enabled: row.enabled, threshold: row.threshold });
  else await ctx.db.delete(holdRules).where(eq(holdRules.code, code));
};
