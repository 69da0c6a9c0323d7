import { and, count, desc, eq, gte } from "drizzle-orm";
import { accounts, claims, contributions, holdCatches } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { Catch, HoldRuleRead } from "../holding/catches";
import { holdRules } from "../holding/rules";
import { type RuleCode, ruleWords, settingByDefault } from "../holding/words";
import { ruleSettings } from "./rule-settings";

const span = 30 * 24 * 60 * 60 * 1000;
const latestAtMost = 10;

/** The rules in their order, how each is set, and what it caught. */
export async function holdRulesRead(ctx: Ctx): Promise<HoldRuleRead[]> {
  authorize(ctx, "settings.read");
  const settings = await ruleSettings(ctx);
  const read: HoldRuleRead[] = [];
  for (const { code } of holdRules) {
    const { name, does, threshold, alwaysOn } = ruleWords[code];
    read.push({
      ...{ code, name, does, alwaysOn },
      ...settings[code],
      bounds: threshold && { label: threshold.label, least: threshold.least, most: threshold.most },
      byDefault: settingByDefault(code),
      caught: await caughtLately(ctx, code),
      latest: await latestCatches(ctx, code),
    });
  }
  return read;
}

async function caughtLately(ctx: Ctx, rule: RuleCode): Promise<HoldRuleRead["caught"]> {
  const since = new Date(ctx.now.getTime() - span);
  const rows = await ctx.db
    .select({ outcome: holdCatches.outcome, count: count() })
    .from(holdCatches)
    .where(and(eq(holdCatches.rule, rule), gte(holdCatches.at, since)))
    .groupBy(holdCatches.outcome);
  const of = (outcome: Catch["outcome"]) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return { held: of("held"), refused: of("refused") };
}

/** To a curator of one essay, what was caught there. */
async function latestCatches(ctx: Ctx, rule: RuleCode): Promise<Catch[]> {
  const essay = ctx.viewer?.curates ?? null;
  const rows = await ctx.db
    .select({
      at: holdCatches.at,
      outcome: holdCatches.outcome,
      claim: { id: claims.id, slug: claims.slug, statement: claims.statement },
      contribution: { id: contributions.id, kind: contributions.kind, state: contributions.state },
      by: { name: accounts.name, deletedAt: accounts.deletedAt },
    })
    .from(holdCatches)
    .innerJoin(claims, eq(claims.rowId, holdCatches.claim))
    .innerJoin(accounts, eq(accounts.rowId, holdCatches.account))
    .leftJoin(contributions, eq(contributions.rowId, holdCatches.contribution))
    .where(and(eq(holdCatches.rule, rule), essay === null ? undefined : eq(claims.essay, essay)))
    .orderBy(desc(holdCatches.at))
    .limit(latestAtMost);
  return rows.map(({ by, ...row }) => ({ ...row, by: by.deletedAt ? null : by.name }));
}
