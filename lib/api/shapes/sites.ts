import { z } from "@hono/zod-openapi";
import { grades, type ListedSite as ListedRead, type Site as SiteRead } from "@/lib/curation/grades";
import type { HoldRuleRead } from "@/lib/curation/holding/catches";
import { type RuleCode, ruleWords } from "@/lib/curation/holding/words";
import { paths } from "@/lib/paths";
import { ClaimLink, claimLink } from "./claim";
import { LogItem, logItem } from "./curation";
import { address, instant, iso, orNull, type ToAddress } from "./list";
import { Role } from "./role";

const count = z.int().min(0);
const Grade = z.enum(grades);

export const GradedSite = z
  .object({ domain: z.string(), url: address, grade: Grade, rationale: z.string(), at: instant })
  .openapi("GradedSite");

export const Site = z
  .object({
    domain: z.string(),
    url: address,
    grade: orNull(z.object({ ...GradedSite.shape, byRole: Role })).openapi({
      description: "Its own, or that of a domain above it.",
    }),
    version: count.openapi({ description: "How often it was graded so far. Give it with a new grade." }),
    counts: z
      .object({ accepted: count, unreviewed: count, "needs-source": count, rejected: count })
      .openapi({ description: "Evidence from there, by its state." }),
    history: z.array(LogItem),
  })
  .openapi("Site");

export const GradeReceipt = z
  .object({ domain: z.string(), grade: orNull(Grade), version: count })
  .openapi("GradeReceipt");

const Setting = z.object({ enabled: z.boolean(), threshold: z.int().nullable() });

export const RuleSetting = Setting.openapi("RuleSetting");

export const HoldRule = z
  .object({
    code: z.enum(Object.keys(ruleWords) as RuleCode[]),
    name: z.string(),
    does: z.string(),
    alwaysOn: z.string().nullable().openapi({ description: "Why it can't be turned off." }),
    ...Setting.shape,
    bounds: orNull(z.object({ label: z.string(), least: z.int(), most: z.int() })),
    byDefault: Setting,
    caught: z.object({ held: count, refused: count }).openapi({ description: "In the last 30 days." }),
    latest: z.array(
      z.object({
        at: instant,
        outcome: z.enum(["held", "refused"]),
        claim: ClaimLink,
        contribution: orNull(z.object({ id: z.string(), url: address })),
        by: z.string().nullable(),
      }),
    ),
  })
  .openapi("HoldRule");

export const gradedSite = (
  { domain, grade, rationale, at }: ListedRead,
  link: ToAddress,
): z.input<typeof GradedSite> => ({
  domain,
  url: link(paths.source(domain)),
  grade,
  rationale,
  at: iso(at),
});

export const site = ({ domain, grade, version, counts, history }: SiteRead, link: ToAddress): z.input<typeof Site> => ({
  domain,
  url: link(paths.source(domain)),
  grade: grade && { ...gradedSite(grade, link), byRole: grade.byRole },
  version,
  counts,
  history: history.map((item) => logItem(item, link)),
});

export const holdRule = ({ latest, ...rule }: HoldRuleRead, link: ToAddress): z.input<typeof HoldRule> => ({
  ...rule,
  latest: latest.map(({ at, outcome, claim, contribution, by }) => ({
    at: iso(at),
    outcome,
    claim: claimLink(claim, link),
    contribution: contribution && { id: contribution.id, url: link(paths.desk(contribution.id)) },
    by,
  })),
});
