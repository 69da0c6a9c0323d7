import { kept } from "@/db/kept";
import { holdRules } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { isRuleCode, type RuleCode, type RuleSetting, ruleWords, settingByDefault } from "../holding/words";

/** How each rule is set: by an admin, or else by default. */
export async function ruleSettings(ctx: Ctx): Promise<Record<RuleCode, RuleSetting>> {
  const codes = Object.keys(ruleWords) as RuleCode[];
  const settings = Object.fromEntries(codes.map((code) => [code, settingByDefault(code)])) as Record<
    RuleCode,
    RuleSetting
  >;
  for (const { code, enabled, threshold } of await stored(ctx.db, {})) {
    if (isRuleCode(code)) settings[code] = { enabled, threshold: threshold ?? settings[code].threshold };
  }
  return settings;
}

const stored = kept((db) => db.select().from(holdRules));
