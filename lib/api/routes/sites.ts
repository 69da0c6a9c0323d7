import { z } from "@hono/zod-openapi";
import { changeRule, gradeSource, ungradeSource } from "@/lib/curation/commands";
import { grades } from "@/lib/curation/grades";
import { gradeInput, ruleInput, ungradeInput } from "@/lib/curation/input";
import { gradedSites, holdRulesRead, sourceSite } from "@/lib/curation/queries";
import { type Api, route } from "../route";
import { cursor, listOf } from "../shapes/list";
import { GradedSite, GradeReceipt, gradedSite, HoldRule, holdRule, RuleSetting, Site, site } from "../shapes/sites";

const tag = "Sources and rules";

export function siteRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/sources",
      tag,
      summary: "The sites that are graded, by name",
      query: z.object({
        q: z.string().max(253).optional().openapi({ description: "A part of the name." }),
        grade: z.enum(grades, { error: `A grade is one of: ${grades.join(", ")}.` }).optional(),
        cursor,
      }),
      answer: listOf(GradedSite),
    },
    async ({ ctx, query, link }) => {
      const { items, nextCursor } = await gradedSites(ctx, query);
      return { items: items.map((item) => gradedSite(item, link)), nextCursor };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/sources/{domain}",
      tag,
      summary: "A site: its grade, why, the history of it, and how evidence from there fared",
      answer: Site,
    },
    async ({ ctx, param, link }) => {
      const { latest: _, ...read } = await sourceSite(ctx, param("domain"));
      return site(read, link);
    },
  );
  const grade = { path: "/sources/{domain}/grade", tag, answer: GradeReceipt, signedIn: true, refuses: [409] } as const;
  route(
    api,
    {
      ...grade,
      method: "put",
      summary: "Grade a site, and those below it that have no grade of their own",
      body: gradeInput,
    },
    ({ ctx, param, input }) => gradeSource(ctx, param("domain"), input),
  );
  route(
    api,
    { ...grade, method: "delete", summary: "Take a site's grade off", body: ungradeInput },
    ({ ctx, param, input }) => ungradeSource(ctx, param("domain"), input),
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/rules",
      tag,
      summary: "The rules that what comes in goes through, in their order, and what each caught",
      answer: z.object({ items: z.array(HoldRule) }),
      signedIn: true,
    },
    async ({ ctx, link }) => ({ items: (await holdRulesRead(ctx)).map((rule) => holdRule(rule, link)) }),
  );
  route(
    api,
    {
      method: "put",
      path: "/moderation/rules/{code}",
      tag,
      summary: "Turn a rule on or off, or change how far it goes",
      body: ruleInput,
      answer: RuleSetting,
      signedIn: true,
    },
    ({ ctx, param, input }) => changeRule(ctx, param("code"), input),
  );
}
